import {
  GetDeregistrationQuery,
  GetSystemQuery,
  ListSystemsQuery,
  SUBJECTS,
  type GetDeregistrationReply,
  type GetSystemReply,
  type ListSystemsReply,
} from '@system-landscape/contracts';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetDeregistration } from './get-deregistration.js';
import { GetSystem } from './get-system.js';
import { ListSystems } from './list-systems.js';

@Controller()
export class SystemsController {
  constructor(
    @Inject(GetSystem) private readonly getSystem: GetSystem,
    @Inject(ListSystems) private readonly listSystems: ListSystems,
    @Inject(GetDeregistration) private readonly getDeregistration: GetDeregistration,
  ) {}

  @MessagePattern(SUBJECTS.projection.getSystem)
  get(@Payload() query: GetSystemQuery): Promise<GetSystemReply> {
    return this.getSystem.execute(query);
  }

  @MessagePattern(SUBJECTS.projection.listSystems)
  list(@Payload() query: ListSystemsQuery): Promise<ListSystemsReply> {
    return this.listSystems.execute(query);
  }

  @MessagePattern(SUBJECTS.projection.getDeregistration)
  deregistration(@Payload() query: GetDeregistrationQuery): Promise<GetDeregistrationReply> {
    return this.getDeregistration.execute(query);
  }
}
