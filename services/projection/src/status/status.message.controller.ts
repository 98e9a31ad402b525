import { RPC, type ProjectionStatus } from '@system-landscape/contracts';
import { RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { GetStatus } from './get-status.js';

@Controller()
export class StatusController {
  constructor(private readonly getStatus: GetStatus) {}

  @RpcHandler(RPC.projection.getStatus)
  get(): Promise<ProjectionStatus> {
    return this.getStatus.execute();
  }
}
