import { ExplainSystemQuery, RPC, type ExplainSystemReply } from '@system-landscape/contracts';
import { operatorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { ExplainSystem } from './explain-system.js';

/** For operators only. */
@Controller()
export class ExplanationsController {
  constructor(private readonly explainSystem: ExplainSystem) {}

  @RpcHandler(RPC.projection.explainSystem)
  explain(query: ExplainSystemQuery): Promise<ExplainSystemReply> {
    operatorOf();
    return this.explainSystem.execute(query);
  }
}
