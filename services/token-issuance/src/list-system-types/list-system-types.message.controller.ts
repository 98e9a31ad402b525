import { SUBJECTS, type SystemTypesReply } from '@system-landscape/contracts';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { ListSystemTypes } from './list-system-types.js';

@Controller()
export class ListSystemTypesController {
  constructor(@Inject(ListSystemTypes) private readonly listSystemTypes: ListSystemTypes) {}

  /** Open to everybody on the bus; takes `{}`. */
  @MessagePattern(SUBJECTS.systemTypes.list)
  handle(): SystemTypesReply {
    return this.listSystemTypes.execute();
  }
}
