import { DeleteExtensionRequest, SUBJECTS, type DeleteExtensionReply } from '@system-landscape/contracts';
import { tenantSideOf } from '@system-landscape/messaging';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DeleteExtension } from './delete-extension.js';

@Controller()
export class DeleteExtensionController {
  constructor(@Inject(DeleteExtension) private readonly deleteExtension: DeleteExtension) {}

  @MessagePattern(SUBJECTS.deregistration.deleteExtension)
  handle(@Payload() request: DeleteExtensionRequest): Promise<DeleteExtensionReply> {
    return this.deleteExtension.execute(request, tenantSideOf(request.tenantId, 'tenant-admin'));
  }
}
