import { LANDSCAPE_STREAM, subjectsOfAccount } from '@system-landscape/contracts';
import type { ConsumerConfig, JetStreamManager } from 'nats';

/** A platform service that consumes the public events of some accounts. */
export interface Subscriber {
  /** Public nkey. */
  readonly key: string;
  /** Global accounts, each with a consumer of its own. */
  readonly accounts: readonly string[];
  /**
   * `true`: its consumers begin with the first event and stay until they are removed. `false`: they begin with new events,
   * and NATS removes one that nobody has used for `IDLE_HOURS`.
   */
  readonly durable: boolean;
  /** RFC 3339 in UTC. */
  readonly createdAt: string;
}

/** How long a consumer that is not durable stays without a subscriber. */
export const IDLE_HOURS = 24;

const NAME = /^[a-z][a-z0-9-]{0,31}$/;
const ACCOUNT = /^[A-Za-z0-9_-]{1,64}$/;
const NANOSECONDS_PER_HOUR = 3_600_000_000_000;
const CONSUMER_NOT_FOUND = 10_014;

/** @returns what is wrong with a name and its accounts, for the operator; undefined when nothing is */
export function mistakeIn(name: string, accounts: readonly string[]): string | undefined {
  if (!NAME.test(name)) {
    return `"${name}" is no name of a subscriber. Use 1 to 32 lower-case letters, digits or "-", a letter first.`;
  }
  if (accounts.length === 0) return 'Name at least one account.';
  const wrong = accounts.find((account) => !ACCOUNT.test(account));
  if (wrong !== undefined) return `"${wrong}" is no id of a global account: 1 to 64 letters, digits, "_" or "-".`;
  return undefined;
}

/** Name of the consumer of a subscriber for an account. Names of subscribers have no `_`, so it is unique. */
export function consumerOf(name: string, account: string): string {
  return `${name}_${account}`;
}

/** Whether a consumer belongs to a subscriber. */
export function isConsumerOf(name: string, consumer: string): boolean {
  return consumer.startsWith(`${name}_`);
}

/**
 * Creates the consumers that are missing; the others stay where they are.
 * @param from with which events they begin
 * @throws NatsError
 */
export async function provideConsumers(
  manager: JetStreamManager,
  name: string,
  { accounts, durable }: Pick<Subscriber, 'accounts' | 'durable'>,
  from: 'first' | 'new' = durable ? 'first' : 'new',
): Promise<void> {
  const { config } = await manager.streams.info(LANDSCAPE_STREAM);
  for (const account of accounts) {
    const consumer = consumerOf(name, account);
    if (await exists(manager, consumer)) continue;
    const consumerConfig: Partial<ConsumerConfig> = {
      ack_policy: 'explicit' as ConsumerConfig['ack_policy'],
      deliver_policy: (from === 'first' ? 'all' : 'new') as ConsumerConfig['deliver_policy'],
      filter_subject: subjectsOfAccount(account),
      ...(durable
        ? { durable_name: consumer }
        : {
            name: consumer,
            inactive_threshold: IDLE_HOURS * NANOSECONDS_PER_HOUR,
            // By default it would be on one server, whose loss it would not outlast.
            num_replicas: config.num_replicas,
          }),
    };
    await manager.consumers.add(LANDSCAPE_STREAM, consumerConfig);
  }
}

/** Whether a consumer exists. @throws NatsError */
export async function exists(manager: JetStreamManager, consumer: string): Promise<boolean> {
  try {
    await manager.consumers.info(LANDSCAPE_STREAM, consumer);
    return true;
  } catch (error) {
    const { api_error: refusal } = error as { readonly api_error?: { readonly err_code: number } };
    if (refusal?.err_code === CONSUMER_NOT_FOUND) return false;
    throw error;
  }
}
