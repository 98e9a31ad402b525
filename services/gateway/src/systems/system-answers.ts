import { SUBJECTS, type GetSystemReply, type ListSystemsReply } from '@system-landscape/contracts';
import { NATS, RpcClient } from '@system-landscape/messaging';
import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { NatsConnection, Subscription } from 'nats';
import { followCommits } from '../commits/follow-commits.js';
import { entityTag } from '../http/entity-tag.js';
import { GatewaySettings } from '../settings.js';
import { RememberedAnswers, type Answer, type Question } from './remembered-answers.js';
import type { GetSystemQueryDto, ListSystemsQueryDto } from './systems.dto.js';
import { systemAnswers } from './systems.metrics.js';

/** An answer, and the position that it is from. */
interface Placed {
  readonly answer: Answer;
  readonly position: string;
}

/** Answers about systems: from memory where that is known to be right, else from the read model. */
@Injectable()
export class SystemAnswers implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(SystemAnswers.name);
  private readonly remembered: RememberedAnswers;
  private commits: Subscription | undefined;

  constructor(
    @Inject(NATS) private readonly connection: NatsConnection,
    @Inject(RpcClient) private readonly rpc: RpcClient,
    @Inject(GatewaySettings) { systemCacheBytes }: GatewaySettings,
  ) {
    this.remembered = new RememberedAnswers(systemCacheBytes, () => performance.now());
  }

  onModuleInit(): void {
    let readable = true;
    this.commits = followCommits(this.connection, (commit) => {
      if (!commit && readable) this.logger.warn('What the projection tells cannot be read; nothing is remembered');
      readable = commit !== undefined;
      this.remembered.hear(commit);
    });
  }

  onModuleDestroy(): void {
    this.commits?.unsubscribe();
  }

  /** A system as it is now, or was. @throws RpcError as the projection answers it */
  get(globalAccountId: string, systemId: string, { minPosition, asOf }: GetSystemQueryDto): Promise<Placed> {
    const ask = async (): Promise<Placed> => {
      const query = { globalAccountId, systemId, minPosition, asOf };
      const { system, position } = await this.rpc.request<GetSystemReply>(SUBJECTS.projection.getSystem, query);
      return {
        answer: { body: bytesOf(system), entityTag: entityTag(system.id, system.version, asOf ?? '') },
        position,
      };
    };
    if (asOf !== undefined) return ask();
    return this.recallOr(ask, 'system', { about: systemId, text: globalAccountId }, minPosition);
  }

  /** A page of the systems of an account. @throws RpcError as the projection answers it */
  list(globalAccountId: string, { minPosition, ...query }: ListSystemsQueryDto): Promise<Placed> {
    const { status, type, q, sort, cursor, limit } = query;
    const text = JSON.stringify([status, type, q, sort, cursor, limit]);
    const ask = async (): Promise<Placed> => {
      const data = { globalAccountId, ...query, minPosition };
      const { items, nextCursor, position } = await this.rpc.request<ListSystemsReply>(
        SUBJECTS.projection.listSystems,
        data,
      );
      return { answer: { body: bytesOf({ items, nextCursor }) }, position };
    };
    return this.recallOr(ask, 'list', { about: globalAccountId, text }, minPosition);
  }

  private async recallOr(
    ask: () => Promise<Placed>,
    kind: 'system' | 'list',
    question: Question,
    minPosition: string | undefined,
  ): Promise<Placed> {
    const known = this.remembered.recall(question, minPosition);
    systemAnswers.inc({ of: kind, from: known ? 'memory' : 'read-model' });
    if (known) return known;
    const remember = this.remembered.asking(question);
    const { answer, position } = await ask();
    remember(answer, position);
    return { answer, position };
  }
}

function bytesOf(body: object): Buffer {
  return Buffer.from(JSON.stringify(body));
}
