import type { RetryQuarantinedReply, RetryQuarantinedRequest } from '@system-landscape/contracts';
import { Refusal } from '@system-landscape/domain';
import { Backoff } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { DATABASE, type Database } from '../database/database.js';
import { ReadModelBehind } from '../positions/positions.js';
import { ListQuarantined } from './list-quarantined.js';

/** How long the outcome is waited for; milliseconds. */
const WAIT_MS = 4_000;
const POLLS = { initialMs: 50, maxMs: 500 };

/** An operator asks for a retry. The leader makes it; any instance takes the request. */
@Injectable()
export class RetryQuarantined {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly list: ListQuarantined,
  ) {}

  /**
   * Waits for the outcome, bounded.
   * @throws Refusal NOT_FOUND when no such stream is in quarantine; ReadModelBehind when no leader has answered
   */
  async execute({ stream }: RetryQuarantinedRequest): Promise<RetryQuarantinedReply> {
    const requested = await this.database.transaction((transaction) =>
      transaction.query('update quarantine set retry_requested = true where stream = $1 returning stream', [stream]),
    );
    if (requested.length === 0) throw new Refusal('NOT_FOUND', 'No such stream is in quarantine.');
    const deadline = performance.now() + WAIT_MS;
    const backoff = new Backoff(POLLS);
    while (await this.isWaiting(stream)) {
      if (performance.now() > deadline) throw new ReadModelBehind('No instance has tried the stream again yet.');
      await pause(backoff.next());
    }
    return { quarantined: await this.inQuarantine(stream) };
  }

  private async isWaiting(stream: string): Promise<boolean> {
    const [row] = await this.database.query<{ waits: boolean }>(
      'select retry_requested as waits from quarantine where stream = $1',
      [stream],
    );
    return row?.waits === true;
  }

  private async inQuarantine(stream: string): Promise<RetryQuarantinedReply['quarantined']> {
    try {
      return (await this.list.get({ stream })).quarantined;
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }
}
