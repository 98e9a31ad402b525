import {
  GetQuarantinedQuery,
  ListQuarantinedQuery,
  RetryQuarantinedRequest,
  RPC,
  type GetQuarantinedReply,
  type ListQuarantinedReply,
  type RetryQuarantinedReply,
} from '@system-landscape/contracts';
import { operatorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller, Logger } from '@nestjs/common';
import { ListQuarantined } from './list-quarantined.js';
import { RetryQuarantined } from './retry-quarantined.js';

/** For operators only. */
@Controller()
export class QuarantineController {
  private readonly logger = new Logger('Quarantine');

  constructor(
    private readonly quarantined: ListQuarantined,
    private readonly retryQuarantined: RetryQuarantined,
  ) {}

  @RpcHandler(RPC.projection.listQuarantined)
  list(query: ListQuarantinedQuery): Promise<ListQuarantinedReply> {
    operatorOf();
    return this.quarantined.list(query);
  }

  @RpcHandler(RPC.projection.getQuarantined)
  get(query: GetQuarantinedQuery): Promise<GetQuarantinedReply> {
    operatorOf();
    return this.quarantined.get(query);
  }

  @RpcHandler(RPC.projection.retryQuarantined)
  async retry(request: RetryQuarantinedRequest): Promise<RetryQuarantinedReply> {
    const { actor } = operatorOf();
    const reply = await this.retryQuarantined.execute(request);
    const audit = { audit: 'quarantine-retried', stream: request.stream, actor: actor.subject };
    this.logger.log(audit, 'A stream in quarantine was tried again');
    return reply;
  }
}
