import { LANDSCAPE_STREAM } from '@system-landscape/contracts';
import { eventually } from '@system-landscape/test-support';
import { connect, DeliverPolicy, type ConnectionOptions, type NatsConnection } from 'nats';
import { setTimeout as wait } from 'node:timers/promises';

/** How long facts may come after what they tell, in milliseconds. */
const FACTS_WITHIN_MS = 60_000;

/** Follows the facts on JetStream from the first one on, whatever happens to the servers. */
export class FactsSubscriber {
  /** Ids of the facts, as they came. */
  readonly received: string[] = [];
  private isEnding = false;
  private next = 1;
  private endConsuming: () => void = () => undefined;
  private readonly ended: Promise<void>;

  private constructor(private readonly connection: NatsConnection) {
    this.ended = this.follow();
  }

  /** @param options with all servers of the cluster, and a user who may make consumers */
  static async start(options: ConnectionOptions): Promise<FactsSubscriber> {
    return new FactsSubscriber(await connect({ ...options, maxReconnectAttempts: -1, name: 'subscriber' }));
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
    this.endConsuming();
    await this.connection.close();
    await this.ended;
  }

  private async follow(): Promise<void> {
    while (!this.isEnding) {
      try {
        const options = { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: this.next };
        const consumer = await this.connection.jetstream().consumers.get(LANDSCAPE_STREAM, options);
        const messages = await consumer.consume();
        this.endConsuming = () => void messages.close();
        for await (const { headers, seq } of messages) {
          this.received.push(headers!.get('ce-id'));
          this.next = seq + 1;
        }
      } catch {
        // The servers are not there now, or elect a leader.
        await wait(500);
      }
    }
  }
}
