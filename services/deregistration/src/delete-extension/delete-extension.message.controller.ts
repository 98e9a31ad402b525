import { DeleteExtensionRequest, RPC, type DeleteExtensionReply } from '@system-landscape/contracts';
import { RpcHandler, tenantSideOf } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { DeleteExtension } from './delete-extension.js';

@Controller()
export class DeleteExtensionController {
  constructor(private readonly deleteExtension: DeleteExtension) {}

  @RpcHandler(RPC.deregistration.deleteExtension)
  handle(request: DeleteExtensionRequest): Promise<DeleteExtensionReply> {
    return this.deleteExtension.execute(request, tenantSideOf(request.tenantId, 'tenant-admin'));
  }
}
