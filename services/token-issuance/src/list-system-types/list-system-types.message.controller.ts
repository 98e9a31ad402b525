import { RPC, type SystemTypesReply } from '@system-landscape/contracts';
import { RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { ListSystemTypes } from './list-system-types.js';

@Controller()
export class ListSystemTypesController {
  constructor(private readonly listSystemTypes: ListSystemTypes) {}

  /** Open to every client of NATS; the request is `{}`. */
  @RpcHandler(RPC.systemTypes.list)
  handle(): SystemTypesReply {
    return this.listSystemTypes.execute();
  }
}
