import { RPC } from '@system-landscape/contracts';
import { DeregistrationView } from '@system-landscape/contracts/views';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ACCOUNT_ADMINS, ACCOUNT_READERS, Allow } from '../authentication/allow.decorator.js';
import type { GatewayReply, GatewayRequest } from '../http/http.js';
import { ServiceClient } from '../http/service-client.js';
import { NoBody, ReadQuery } from '../http/query.dto.js';
import { CurrentReply, CurrentRequest } from '../http/request.decorators.js';
import {
  Answers,
  AnswersNotModified,
  TakesIdempotencyKey,
  TakesPreconditions,
  Refuses,
} from '../openapi/answers.decorator.js';
import { SystemIdPipe } from '../systems/system-id.pipe.js';

@ApiTags('deregistration')
@Controller('v1/global-accounts/:ga/systems/:id/deregistration')
export class DeregistrationController {
  constructor(private readonly services: ServiceClient) {}

  @Get()
  @Allow(...ACCOUNT_READERS)
  @ApiOperation({
    operationId: 'getDeregistration',
    summary: 'Whether a system can be deregistered, and the state of its deregistration',
  })
  @AnswersNotModified()
  @Answers(200, DeregistrationView, { headers: { ETag: 'Of the system' } })
  async get(
    @Param('ga') globalAccountId: string,
    @Param('id', SystemIdPipe) systemId: string,
    @Query() query: ReadQuery,
    @CurrentReply() reply: GatewayReply,
  ): Promise<DeregistrationView> {
    const { deregistration, entityTag } = await this.services.read(
      RPC.projection.getDeregistration,
      { globalAccountId, systemId, ...query },
      reply,
    );
    if (entityTag !== undefined) reply.header('etag', entityTag);
    return deregistration;
  }

  @Post()
  @HttpCode(202)
  @Allow(...ACCOUNT_ADMINS)
  @ApiOperation({ operationId: 'startDeregistration', summary: 'Begin to deregister a system' })
  @TakesIdempotencyKey()
  @TakesPreconditions()
  @Answers(202, DeregistrationView, { description: 'The tear-down runs' })
  @Refuses('DEREGISTER_BLOCKED_REFERENCES', 'DEREGISTER_BLOCKED_STATUS', 'QUARANTINED')
  async start(
    @Param('ga') globalAccountId: string,
    @Param('id', SystemIdPipe) systemId: string,
    @Body() _body: NoBody,
    @CurrentRequest() request: GatewayRequest,
    @CurrentReply() reply: GatewayReply,
  ): Promise<DeregistrationView> {
    const { deregistration } = await this.services.write(
      RPC.deregistration.start,
      { globalAccountId, systemId },
      request,
      reply,
    );
    return deregistration;
  }
}
