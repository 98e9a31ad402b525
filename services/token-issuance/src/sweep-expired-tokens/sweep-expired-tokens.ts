import { RPC, type ListOverdueTokensReply } from '@system-landscape/contracts';
import { expireToken, parseSystemId } from '@system-landscape/domain';
import { EventStore, type CommandContext } from '@system-landscape/event-store';
import { RpcClient } from '@system-landscape/messaging';
import { CLOCK, contextOf, currentContext, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable, Logger } from '@nestjs/common';

const PAGE = 500;
const AT_ONCE = 16;

type OverdueToken = ListOverdueTokensReply['items'][number];

/**
 * Records that unused tokens have expired, so that subscribers learn of it (M-13). The read model only says where to
 * look; whether a token has expired its stream decides. Several instances may sweep at the same time: the token id is
 * the idempotency key.
 */
@Injectable()
export class SweepExpiredTokens {
  private readonly logger = new Logger(SweepExpiredTokens.name);

  constructor(
    private readonly rpc: RpcClient,
    private readonly eventStore: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * One sweep over everything that is overdue now.
   * @returns how many tokens it recorded as expired
   * @throws RpcError when the read model does not answer
   */
  async execute(signal?: AbortSignal): Promise<number> {
    const dueAt = this.clock.now().toISOString();
    let recorded = 0;
    let reached: bigint | undefined;
    for (;;) {
      const { items } = await this.rpc.request(RPC.projection.listOverdueTokens, {
        dueAt,
        limit: PAGE,
        ...(reached === undefined ? {} : { minPosition: reached.toString() }),
      });
      const positions: bigint[] = [];
      for (let next = 0; next < items.length && !signal?.aborted; next += AT_ONCE) {
        const batch = items.slice(next, next + AT_ONCE);
        const results = await Promise.all(batch.map((item) => this.expire(item)));
        positions.push(...results.filter((position) => position !== null).map(BigInt));
      }
      recorded += positions.length;
      // A page that changes nothing would come again and again.
      if (items.length < PAGE || positions.length === 0 || signal?.aborted) return recorded;
      reached = positions.reduce((highest, position) => (position > highest ? position : highest));
    }
  }

  /** Position of the event, or null where there was nothing to record or it failed: the next sweep finds it again. */
  private async expire({ systemId, tokenId }: OverdueToken): Promise<string | null> {
    const nameId = parseSystemId(systemId)?.nameId;
    if (nameId === undefined) return null;
    try {
      const command = this.command(tokenId);
      const { position } = await this.eventStore.onSystem(nameId, command, (state) =>
        expireToken({ systemId, tokenId, now: command.now }, state),
      );
      return position;
    } catch (error) {
      this.logger.warn({ err: error, systemId }, 'The expiry of a token could not be recorded; the next sweep tries');
      return null;
    }
  }

  private command(tokenId: string): CommandContext {
    const { correlationId, traceparent } = currentContext() ?? contextOf({});
    return {
      operation: 'expire-token',
      caller: 'token-issuance',
      key: tokenId,
      actor: { subject: 'token-issuance', roles: ['platform'] },
      correlationId,
      causationId: correlationId,
      traceparent,
      now: this.clock.now(),
    };
  }
}
