import { PROJECTION_COMMITTED, PROJECTION_HEARTBEAT_MS, type ProjectionCommitted } from '@system-landscape/contracts';
import { Logger } from '@nestjs/common';
import type { NatsConnection } from 'nats';
import type { Database } from '../database/database.js';

/** What the one that writes tells those who remember answers: its commits, and that it is alive. */
export class CommitFeed {
  private readonly logger = new Logger(CommitFeed.name);
  private told = '';

  constructor(
    private readonly database: Database,
    private readonly connection: NatsConnection,
  ) {}

  tell({ readModel, previousPosition, position, ids, globalAccountIds }: ProjectionCommitted): void {
    try {
      const message: ProjectionCommitted = { readModel, previousPosition, position, ids, globalAccountIds };
      this.connection.publish(PROJECTION_COMMITTED, JSON.stringify(message));
      this.told = position;
    } catch (error) {
      // Who follows sees the gap in the positions of the next message.
      this.logger.warn({ err: error }, 'A commit could not be told');
    }
  }

  /** Gives a sign of life now and again. @returns what ends it */
  begin(position: string): () => void {
    this.told = position;
    const giveSign = () => void this.giveSign();
    giveSign();
    const timer = setInterval(giveSign, PROJECTION_HEARTBEAT_MS);
    return () => clearInterval(timer);
  }

  private async giveSign(): Promise<void> {
    try {
      const [row] = await this.database.query<{ readModel: string; position: string }>(
        'select tableoid::text as "readModel", position::text from checkpoint',
      );
      const { readModel, position } = row!;
      // Else a commit is about to be told, which is a sign as well.
      if (position === this.told)
        this.tell({ readModel, previousPosition: position, position, ids: [], globalAccountIds: [] });
    } catch (error) {
      this.logger.warn({ err: error }, 'No sign of life, since the database does not answer');
    }
  }
}
