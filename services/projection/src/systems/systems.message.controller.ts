import {
  GetSystemQuery,
  ListSystemsQuery,
  SUBJECTS,
  type GetSystemReply,
  type ListSystemsReply,
} from '@system-landscape/contracts';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetSystem } from './get-system.js';
import { ListSystems } from './list-systems.js';

@Controller()
export class SystemsController {
  constructor(
    @Inject(GetSystem) private readonly getSystem: GetSystem,
    @Inject(ListSystems) private readonly listSystems: ListSystems,
  ) {}

  @MessagePattern(SUBJECTS.projection.getSystem)
  get(@Payload() query: GetSystemQuery): Promise<GetSystemReply> {
    return this.getSystem.execute(query);
  }

  @MessagePattern(SUBJECTS.projection.listSystems)
  list(@Payload() query: ListSystemsQuery): Promise<ListSystemsReply> {
    return this.listSystems.execute(query);
  }
}
