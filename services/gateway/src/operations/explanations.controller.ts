import { RPC } from '@system-landscape/contracts';
import { SystemExplanation } from '@system-landscape/contracts/views';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../authentication/allow.decorator.js';
import type { GatewayReply } from '../http/http.js';
import { ReadQuery } from '../http/query.dto.js';
import { CurrentReply } from '../http/request.decorators.js';
import { ServiceClient } from '../http/service-client.js';
import { Answers } from '../openapi/answers.decorator.js';
import { SystemIdPipe } from '../systems/system-id.pipe.js';

@ApiTags('operations')
@Controller('v1/operations/systems')
export class ExplanationsController {
  constructor(private readonly services: ServiceClient) {}

  @Get(':systemId/explanation')
  @Allow('operator')
  @ApiOperation({ operationId: 'explainSystem', summary: 'Why a system of any account is in its status' })
  @Answers(200, SystemExplanation)
  async explain(
    @Param('systemId', SystemIdPipe) systemId: string,
    @Query() query: ReadQuery,
    @CurrentReply() reply: GatewayReply,
  ): Promise<SystemExplanation> {
    return (await this.services.read(RPC.projection.explainSystem, { ...query, systemId }, reply)).explanation;
  }
}
