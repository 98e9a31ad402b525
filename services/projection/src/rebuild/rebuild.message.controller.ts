import {
  CompareReadModelsQuery,
  SUBJECTS,
  SwitchReadModelCommand,
  type CompareReadModelsReply,
  type ProjectionStatus,
} from '@system-landscape/contracts';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetStatus } from '../status/get-status.js';
import { BeginRebuild } from './begin-rebuild.js';
import { CompareReadModels } from './compare-read-models.js';
import { DiscardRebuild } from './discard-rebuild.js';
import { SwitchReadModel } from './switch-read-model.js';

@Controller()
export class RebuildController {
  constructor(
    @Inject(BeginRebuild) private readonly beginRebuild: BeginRebuild,
    @Inject(DiscardRebuild) private readonly discardRebuild: DiscardRebuild,
    @Inject(SwitchReadModel) private readonly switchReadModel: SwitchReadModel,
    @Inject(CompareReadModels) private readonly compareReadModels: CompareReadModels,
    @Inject(GetStatus) private readonly getStatus: GetStatus,
  ) {}

  @MessagePattern(SUBJECTS.projection.beginRebuild)
  async begin(): Promise<ProjectionStatus> {
    await this.beginRebuild.execute();
    return this.getStatus.execute();
  }

  @MessagePattern(SUBJECTS.projection.discardRebuild)
  async discard(): Promise<ProjectionStatus> {
    await this.discardRebuild.execute();
    return this.getStatus.execute();
  }

  @MessagePattern(SUBJECTS.projection.switchReadModel)
  async switch(@Payload() command: SwitchReadModelCommand): Promise<ProjectionStatus> {
    await this.switchReadModel.execute(command);
    return this.getStatus.execute();
  }

  @MessagePattern(SUBJECTS.projection.compareReadModels)
  compare(@Payload() query: CompareReadModelsQuery): Promise<CompareReadModelsReply> {
    return this.compareReadModels.execute(query);
  }
}
