import {
  GetDeregistrationQuery,
  GetSystemQuery,
  ListSystemsQuery,
  RPC,
  type GetDeregistrationReply,
  type GetSystemReply,
  type ListSystemsReply,
} from '@system-landscape/contracts';
import { RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { GetDeregistration } from './get-deregistration.js';
import { GetSystem } from './get-system.js';
import { ListSystems } from './list-systems.js';

@Controller()
export class SystemsController {
  constructor(
    private readonly getSystem: GetSystem,
    private readonly listSystems: ListSystems,
    private readonly getDeregistration: GetDeregistration,
  ) {}

  @RpcHandler(RPC.projection.getSystem)
  get(query: GetSystemQuery): Promise<GetSystemReply> {
    return this.getSystem.execute(query);
  }

  @RpcHandler(RPC.projection.listSystems)
  list(query: ListSystemsQuery): Promise<ListSystemsReply> {
    return this.listSystems.execute(query);
  }

  @RpcHandler(RPC.projection.getDeregistration)
  deregistration(query: GetDeregistrationQuery): Promise<GetDeregistrationReply> {
    return this.getDeregistration.execute(query);
  }
}
