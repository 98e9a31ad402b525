import { RPC, type RelayStatus } from '@system-landscape/contracts';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../authentication/allow.decorator.js';
import type { GatewayRequest } from '../http/http.js';
import { CurrentRequest } from '../http/request.decorators.js';
import { ServiceClient } from '../http/service-client.js';
import { Answers, TakesIdempotencyKey } from '../openapi/answers.decorator.js';
import { MendBody, RelayStatusShape } from './relay-status.shape.js';

@ApiTags('operations')
@Controller('v1/operations/relay')
export class RelayController {
  constructor(private readonly services: ServiceClient) {}

  @Get()
  @Allow('operator')
  @ApiOperation({ operationId: 'getRelayStatus', summary: 'How far the public events are published' })
  @Answers(200, RelayStatusShape, { position: false })
  status(): Promise<RelayStatus> {
    return this.services.ask(RPC.eventRelay.getStatus);
  }

  @Post('mend')
  @HttpCode(204)
  @Allow('operator')
  @ApiOperation({
    operationId: 'mendRelay',
    summary: 'Skip messages at the end of the stream that claim to be events and are not in the log',
  })
  @TakesIdempotencyKey()
  @Answers(204, undefined, { position: false })
  async mend(@Body() { upTo }: MendBody, @CurrentRequest() request: GatewayRequest): Promise<void> {
    await this.services.command(RPC.eventRelay.mend, { upTo }, request);
  }
}
