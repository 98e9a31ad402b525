import { LANDSCAPE_STREAM } from '@system-landscape/contracts';
import { consumerOf } from '@system-landscape/nats-users';
import type { ConsumerInfo } from 'nats';
import type { CliContext } from '../cli-context.js';
import { printable } from '../terminal/terminal.js';
import { consumerManager } from './consumer-manager.js';

/** A consumer of a subscriber, or one that belongs to none. */
export interface ListedConsumer {
  readonly subscriber: string | null;
  readonly account: string | null;
  readonly consumer: string;
  readonly durable: boolean;
  /** Events that wait to be fetched; null when the consumer is missing. */
  readonly waiting: number | null;
  /** Events that were fetched and not acknowledged. */
  readonly unacknowledged: number | null;
  /** When an event was acknowledged last; RFC 3339. */
  readonly lastActive: string | null;
}

/** Prints the subscribers with their consumers, and consumers of nobody. */
export async function listSubscribers(context: CliContext): Promise<void> {
  const manager = await consumerManager(context);
  const consumers = new Map<string, ConsumerInfo>();
  for await (const info of manager.consumers.list(LANDSCAPE_STREAM)) consumers.set(info.name, info);
  const ofSubscribers = Object.entries(context.settings.natsUsers.subscribers()).flatMap(
    ([subscriber, { accounts, durable }]) =>
      accounts.map((account) => {
        const consumer = consumerOf(subscriber, account);
        const listed = { subscriber, account, consumer, durable, ...progressOf(consumers.get(consumer)) };
        consumers.delete(consumer);
        return listed;
      }),
  );
  const ofNobody = [...consumers.values()].map((info) => ({
    subscriber: null,
    account: null,
    consumer: info.name,
    durable: info.config.durable_name !== undefined,
    ...progressOf(info),
  }));
  const listed: ListedConsumer[] = [...ofSubscribers, ...ofNobody];
  const { terminal } = context;
  await terminal.result(listed, () =>
    listed.length === 0
      ? 'There are no subscribers.'
      : terminal.table(
          ['Subscriber', 'Account', 'Consumer', 'Durable', 'Waiting', 'Unacknowledged', 'Last acknowledged'],
          listed.map(({ subscriber, account, consumer, durable, waiting, unacknowledged, lastActive }) =>
            [
              subscriber ?? 'nobody: remove it by its name',
              account ?? '',
              consumer,
              durable ? 'yes' : 'no',
              waiting === null ? 'missing: rotate creates it again' : String(waiting),
              String(unacknowledged ?? ''),
              lastActive ?? '',
            ].map(printable),
          ),
        ),
  );
}

function progressOf(info: ConsumerInfo | undefined) {
  if (info === undefined) return { waiting: null, unacknowledged: null, lastActive: null };
  // The library declares a number, and the server sends RFC 3339.
  const { last_active: lastActive } = info.ack_floor;
  return {
    waiting: info.num_pending,
    unacknowledged: info.num_ack_pending,
    lastActive: lastActive === undefined ? null : String(lastActive),
  };
}
