import {
  GetFormationQuery,
  ListFormationDeletionsQuery,
  ListFormationMembersQuery,
  ListFormationsQuery,
  SUBJECTS,
  type GetFormationReply,
  type ListFormationDeletionsReply,
  type ListFormationMembersReply,
  type ListFormationsReply,
} from '@system-landscape/contracts';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetFormation } from './get-formation.js';
import { ListFormationDeletions } from './list-formation-deletions.js';
import { ListFormationMembers } from './list-formation-members.js';
import { ListFormations } from './list-formations.js';

@Controller()
export class FormationsController {
  constructor(
    @Inject(GetFormation) private readonly getFormation: GetFormation,
    @Inject(ListFormations) private readonly listFormations: ListFormations,
    @Inject(ListFormationMembers) private readonly listFormationMembers: ListFormationMembers,
    @Inject(ListFormationDeletions) private readonly listFormationDeletions: ListFormationDeletions,
  ) {}

  @MessagePattern(SUBJECTS.projection.getFormation)
  get(@Payload() query: GetFormationQuery): Promise<GetFormationReply> {
    return this.getFormation.execute(query);
  }

  @MessagePattern(SUBJECTS.projection.listFormations)
  list(@Payload() query: ListFormationsQuery): Promise<ListFormationsReply> {
    return this.listFormations.execute(query);
  }

  @MessagePattern(SUBJECTS.projection.listFormationMembers)
  listMembers(@Payload() query: ListFormationMembersQuery): Promise<ListFormationMembersReply> {
    return this.listFormationMembers.execute(query);
  }

  @MessagePattern(SUBJECTS.projection.listFormationDeletions)
  listDeletions(@Payload() query: ListFormationDeletionsQuery): Promise<ListFormationDeletionsReply> {
    return this.listFormationDeletions.execute(query);
  }
}
