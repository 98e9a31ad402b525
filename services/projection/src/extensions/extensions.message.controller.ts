import {
  GetExtensionQuery,
  ListExtensionsQuery,
  SUBJECTS,
  type GetExtensionReply,
  type ListExtensionsReply,
} from '@system-landscape/contracts';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetExtension } from './get-extension.js';
import { ListExtensions } from './list-extensions.js';

@Controller()
export class ExtensionsController {
  constructor(
    @Inject(GetExtension) private readonly getExtension: GetExtension,
    @Inject(ListExtensions) private readonly listExtensions: ListExtensions,
  ) {}

  @MessagePattern(SUBJECTS.projection.getExtension)
  get(@Payload() query: GetExtensionQuery): Promise<GetExtensionReply> {
    return this.getExtension.execute(query);
  }

  @MessagePattern(SUBJECTS.projection.listExtensions)
  list(@Payload() query: ListExtensionsQuery): Promise<ListExtensionsReply> {
    return this.listExtensions.execute(query);
  }
}
