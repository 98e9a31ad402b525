import { PROJECTION_COMMITTED, PROJECTION_HEARTBEAT_MS, type ProjectionCommitted } from '@system-landscape/contracts';
import { Logger } from '@nestjs/common';
import type { NatsConnection } from 'nats';
import type { Release } from '../quarantine/release-stream.js';
import type { Database } from '../database/database.js';

/** Publishes the leader's commits and its heartbeat, which caches and live feeds follow. */
export class CommitFeed {
  private readonly logger = new Logger(CommitFeed.name);
  private lastPublished = '';

  constructor(
    private readonly database: Database,
    private readonly connection: NatsConnection,
  ) {}

  /** Does not throw: subscribers notice a lost message by the gap in the positions. */
  publishCommit({ readModel, previousPosition, position, ids, globalAccountIds }: ProjectionCommitted): void {
    try {
      const message: ProjectionCommitted = { readModel, previousPosition, position, ids, globalAccountIds };
      this.connection.publish(PROJECTION_COMMITTED, JSON.stringify(message));
      this.lastPublished = position;
    } catch (error) {
      this.logger.warn({ err: error }, 'A commit could not be published');
    }
  }

  /**
   * Publishes that systems have changed by events before the position of the read model. Caches know no such change, so
   * they get a gap, which empties them.
   */
  publishRelease({ readModel, position, systems }: Release): void {
    const ids = systems.map(({ id }) => id);
    const globalAccountIds = [...new Set(systems.map(({ globalAccountId }) => globalAccountId))];
    this.publishCommit({ readModel, previousPosition: '0', position, ids, globalAccountIds });
  }

  /** @returns a function that stops the heartbeat */
  startHeartbeat(position: string): () => void {
    this.lastPublished = position;
    const publish = () => void this.publishHeartbeat();
    publish();
    const timer = setInterval(publish, PROJECTION_HEARTBEAT_MS);
    return () => clearInterval(timer);
  }

  private async publishHeartbeat(): Promise<void> {
    try {
      const [row] = await this.database.query<{ readModel: string; position: string }>(
        'select cast(tableoid as text) as "readModel", cast(position as text) as position from checkpoint',
      );
      const { readModel, position } = row!;
      // At another position a commit is about to be published, which serves as the heartbeat.
      if (position !== this.lastPublished) return;
      this.publishCommit({ readModel, previousPosition: position, position, ids: [], globalAccountIds: [] });
    } catch (error) {
      this.logger.warn({ err: error }, 'No heartbeat: the database does not answer');
    }
  }
}
