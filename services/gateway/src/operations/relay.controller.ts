import { RPC, type RelayStatus } from '@system-landscape/contracts';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../authentication/allow.decorator.js';
import { ServiceClient } from '../http/service-client.js';
import { Answers } from '../openapi/answers.decorator.js';
import { RelayStatusShape } from './relay-status.shape.js';

@ApiTags('operations')
@Controller('v1/operations/relay')
export class RelayController {
  constructor(private readonly services: ServiceClient) {}

  @Get()
  @Allow('operator')
  @ApiOperation({ summary: 'How far the public events are published' })
  @Answers(200, RelayStatusShape, { position: false })
  status(): Promise<RelayStatus> {
    return this.services.ask(RPC.eventRelay.getStatus);
  }
}
