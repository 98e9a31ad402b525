import {
  GetExtensionQuery,
  ListExtensionsQuery,
  RPC,
  type GetExtensionReply,
  type ListExtensionsReply,
} from '@system-landscape/contracts';
import { RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { GetExtension } from './get-extension.js';
import { ListExtensions } from './list-extensions.js';

@Controller()
export class ExtensionsController {
  constructor(
    private readonly getExtension: GetExtension,
    private readonly listExtensions: ListExtensions,
  ) {}

  @RpcHandler(RPC.projection.getExtension)
  get(query: GetExtensionQuery): Promise<GetExtensionReply> {
    return this.getExtension.execute(query);
  }

  @RpcHandler(RPC.projection.listExtensions)
  list(query: ListExtensionsQuery): Promise<ListExtensionsReply> {
    return this.listExtensions.execute(query);
  }
}
