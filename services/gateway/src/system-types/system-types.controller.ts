import { RPC, type SystemTypesReply } from '@system-landscape/contracts';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SignedIn } from '../authentication/allow.decorator.js';
import { ServiceClient } from '../http/service-client.js';
import { Answers } from '../openapi/answers.decorator.js';
import { SystemTypesShape } from './system-types.shape.js';

@ApiTags('system types')
@Controller('v1/system-types')
export class SystemTypesController {
  constructor(private readonly services: ServiceClient) {}

  @Get()
  @SignedIn()
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({
    operationId: 'listSystemTypes',
    summary: 'The catalogue: types, scenario groups and the notices to show',
  })
  @Answers(200, SystemTypesShape, { position: false })
  list(): Promise<SystemTypesReply> {
    return this.services.ask(RPC.systemTypes.list);
  }
}
