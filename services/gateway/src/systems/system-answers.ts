import {
  PROJECTION_COMMITTED,
  SUBJECTS,
  type GetSystemReply,
  type ProjectionCommitted,
} from '@system-landscape/contracts';
import { NATS, RpcClient } from '@system-landscape/messaging';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { NatsConnection, Subscription } from 'nats';
import { entityTag } from '../http/entity-tag.js';
import { GatewaySettings } from '../settings.js';
import type { GetSystemQueryDto } from './systems.dto.js';
import { RememberedSystems, type SystemAnswer } from './remembered-systems.js';
import { systemAnswers } from './systems.metrics.js';

/** Answers about single systems: from memory where that is known to be right, else from the read model. */
@Injectable()
export class SystemAnswers implements OnModuleInit, OnModuleDestroy {
  private readonly remembered: RememberedSystems;
  private commits: Subscription | undefined;

  constructor(
    @Inject(NATS) private readonly connection: NatsConnection,
    @Inject(RpcClient) private readonly rpc: RpcClient,
    @Inject(GatewaySettings) { systemCacheBytes }: GatewaySettings,
  ) {
    this.remembered = new RememberedSystems(systemCacheBytes, () => performance.now());
  }

  onModuleInit(): void {
    this.commits = this.connection.subscribe(PROJECTION_COMMITTED, {
      callback: (error, message) => {
        if (!error) this.remembered.hear(message.json<ProjectionCommitted>());
      },
    });
  }

  onModuleDestroy(): void {
    this.commits?.unsubscribe();
  }

  /** The system, and the position that the answer is from. @throws RpcError as the projection answers it */
  async get(
    globalAccountId: string,
    systemId: string,
    { minPosition, asOf }: GetSystemQueryDto,
  ): Promise<{ readonly answer: SystemAnswer; readonly position: string }> {
    if (asOf === undefined) {
      const known = this.remembered.recall(globalAccountId, systemId, minPosition);
      systemAnswers.inc({ from: known ? 'memory' : 'read-model' });
      if (known) return known;
    }
    const remember = this.remembered.asking(systemId);
    const query = { globalAccountId, systemId, minPosition, asOf };
    const { system, position } = await this.rpc.request<GetSystemReply>(SUBJECTS.projection.getSystem, query);
    const answer: SystemAnswer = {
      globalAccountId,
      body: Buffer.from(JSON.stringify(system)),
      entityTag: entityTag(system.id, system.version, asOf ?? ''),
    };
    if (asOf === undefined) remember(answer, position);
    return { answer, position };
  }
}
