import { LANDSCAPE_STREAM } from '@system-landscape/contracts';
import { eventually } from '@system-landscape/test-support';
import { connect, type ConnectionOptions, type JetStreamManager, type NatsConnection } from 'nats';
import { setTimeout as wait } from 'node:timers/promises';

/** How long facts may come after what they tell, in milliseconds. */
const FACTS_WITHIN_MS = 60_000;

/**
 * Follows the facts on JetStream from the first one on, whatever happens to the servers. It reads one message of the stream
 * after the other: an ordered consumer of the client may wait for ever for a consumer that was on a lost server.
 */
export class FactsSubscriber {
  /** Ids of the facts, as they came. */
  readonly received: string[] = [];
  private isEnding = false;
  private readonly ended: Promise<void>;

  private constructor(
    private readonly connection: NatsConnection,
    private readonly manager: JetStreamManager,
  ) {
    this.ended = this.follow();
  }

  /** @param options with all servers of the cluster, and a user who may read messages of the stream */
  static async start(options: ConnectionOptions): Promise<FactsSubscriber> {
    const connection = await connect({ ...options, maxReconnectAttempts: -1, name: 'subscriber' });
    return new FactsSubscriber(connection, await connection.jetstreamManager({ checkAPI: false }));
  }

  /** Waits for these facts. @throws Error unless they are what has come, each once, in this order */
  async hasReceived(ids: readonly string[]): Promise<void> {
    const wanted = [...ids];
    const what = `${wanted.length} facts to be published`;
    await eventually(() => this.received.length >= wanted.length, { deadlineMs: FACTS_WITHIN_MS, what });
    const wrong = wanted.findIndex((id, index) => this.received[index] !== id);
    if (wrong === -1) return;
    throw new Error(`Fact ${wrong + 1} is ${this.received[wrong]}, and should be ${wanted[wrong]}`);
  }

  async end(): Promise<void> {
    this.isEnding = true;
    await this.ended;
    await this.connection.close();
  }

  private async follow(): Promise<void> {
    while (!this.isEnding) {
      try {
        const { header } = await this.manager.streams.getMessage(LANDSCAPE_STREAM, { seq: this.received.length + 1 });
        this.received.push(header.get('ce-id'));
      } catch {
        // It is not published yet, or the servers are not there now, or elect a leader.
        await wait(50);
      }
    }
  }
}
