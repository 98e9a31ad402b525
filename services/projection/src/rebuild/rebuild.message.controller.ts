import {
  CompareReadModelsQuery,
  RPC,
  SwitchReadModelCommand,
  type CompareReadModelsReply,
  type ProjectionStatus,
} from '@system-landscape/contracts';
import { operatorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { GetStatus } from '../status/get-status.js';
import { BeginRebuild } from './begin-rebuild.js';
import { CompareReadModels } from './compare-read-models.js';
import { DiscardRebuild } from './discard-rebuild.js';
import { SwitchReadModel } from './switch-read-model.js';

/** For operators only. */
@Controller()
export class RebuildController {
  constructor(
    private readonly beginRebuild: BeginRebuild,
    private readonly discardRebuild: DiscardRebuild,
    private readonly switchReadModel: SwitchReadModel,
    private readonly compareReadModels: CompareReadModels,
    private readonly getStatus: GetStatus,
  ) {}

  @RpcHandler(RPC.projection.beginRebuild)
  async begin(): Promise<ProjectionStatus> {
    operatorOf();
    await this.beginRebuild.execute();
    return this.getStatus.execute();
  }

  @RpcHandler(RPC.projection.discardRebuild)
  async discard(): Promise<ProjectionStatus> {
    operatorOf();
    await this.discardRebuild.execute();
    return this.getStatus.execute();
  }

  @RpcHandler(RPC.projection.switchReadModel)
  async switch(command: SwitchReadModelCommand): Promise<ProjectionStatus> {
    operatorOf();
    await this.switchReadModel.execute(command);
    return this.getStatus.execute();
  }

  @RpcHandler(RPC.projection.compareReadModels)
  compare(query: CompareReadModelsQuery): Promise<CompareReadModelsReply> {
    operatorOf();
    return this.compareReadModels.execute(query);
  }
}
