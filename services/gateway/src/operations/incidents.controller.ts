import { RPC, type IncidentItem } from '@system-landscape/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../authentication/allow.decorator.js';
import type { GatewayReply, GatewayRequest } from '../http/http.js';
import { ServiceClient } from '../http/service-client.js';
import { PageQuery } from '../http/query.dto.js';
import { CurrentReply, CurrentRequest } from '../http/request.decorators.js';
import { Answers, TakesIdempotencyKey, Refuses } from '../openapi/answers.decorator.js';
import { SystemIdPipe } from '../systems/system-id.pipe.js';
import { IncidentPageShape } from './incident-page.shape.js';
import { ResolutionBody } from './resolve-incident.dto.js';

@ApiTags('operations')
@Controller('v1/operations/incidents')
export class IncidentsController {
  constructor(private readonly services: ServiceClient) {}

  @Get()
  @Allow('operator')
  @ApiOperation({ operationId: 'listIncidents', summary: 'List the open incidents, oldest first' })
  @Answers(200, IncidentPageShape)
  async list(
    @Query() query: PageQuery,
    @CurrentReply() reply: GatewayReply,
  ): Promise<{ readonly items: readonly IncidentItem[]; readonly nextCursor: string | null }> {
    const { items, nextCursor } = await this.services.read(RPC.projection.listIncidents, { ...query }, reply);
    return { items, nextCursor };
  }

  @Post(':systemId/resolution')
  @HttpCode(204)
  @Allow('operator')
  @ApiOperation({
    operationId: 'resolveIncident',
    summary: 'Run the tear-down again, or confirm that the tenant side is gone',
  })
  @Refuses('QUARANTINED')
  @TakesIdempotencyKey()
  @Answers(204)
  async resolve(
    @Param('systemId', SystemIdPipe) systemId: string,
    @Body() { action, note }: ResolutionBody,
    @CurrentRequest() request: GatewayRequest,
    @CurrentReply() reply: GatewayReply,
  ): Promise<void> {
    await this.services.write(RPC.deregistration.resolveIncident, { systemId, action, note }, request, reply);
  }
}
