import {
  GetFormationQuery,
  ListFormationDeletionsQuery,
  ListFormationMembersQuery,
  ListFormationsQuery,
  RPC,
  type GetFormationReply,
  type ListFormationDeletionsReply,
  type ListFormationMembersReply,
  type ListFormationsReply,
} from '@system-landscape/contracts';
import { RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { GetFormation } from './get-formation.js';
import { ListFormationDeletions } from './list-formation-deletions.js';
import { ListFormationMembers } from './list-formation-members.js';
import { ListFormations } from './list-formations.js';

@Controller()
export class FormationsController {
  constructor(
    private readonly getFormation: GetFormation,
    private readonly listFormations: ListFormations,
    private readonly listFormationMembers: ListFormationMembers,
    private readonly listFormationDeletions: ListFormationDeletions,
  ) {}

  @RpcHandler(RPC.projection.getFormation)
  get(query: GetFormationQuery): Promise<GetFormationReply> {
    return this.getFormation.execute(query);
  }

  @RpcHandler(RPC.projection.listFormations)
  list(query: ListFormationsQuery): Promise<ListFormationsReply> {
    return this.listFormations.execute(query);
  }

  @RpcHandler(RPC.projection.listFormationMembers)
  listMembers(query: ListFormationMembersQuery): Promise<ListFormationMembersReply> {
    return this.listFormationMembers.execute(query);
  }

  @RpcHandler(RPC.projection.listFormationDeletions)
  listDeletions(query: ListFormationDeletionsQuery): Promise<ListFormationDeletionsReply> {
    return this.listFormationDeletions.execute(query);
  }
}
