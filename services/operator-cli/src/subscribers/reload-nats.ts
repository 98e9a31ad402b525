import { LANDSCAPE_STREAM } from '@system-landscape/contracts';
import { consumerOf } from '@system-landscape/nats-users';
import { connect, type ConnectionOptions, type NatsConnection } from 'nats';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CliContext } from '../cli-context.js';
import { CliError } from '../cli-error.js';

/** Whether nats-server has the new users, and what is left to do. */
export interface Reloaded {
  readonly reloaded: boolean;
  readonly todo: readonly string[];
}

const WITHIN_MS = 20_000;
const PAUSE_MS = 300;

/** Has the local nats-server read its users until the subscriber can use its consumers. */
export function subscriberWorks(context: CliContext, name: string): Promise<Reloaded> {
  const { natsUsers } = context.settings;
  const account = natsUsers.subscribers()[name]!.accounts[0]!;
  return reloadUntil(context, async (servers) => {
    const connection = await tryToConnect({ servers, ...natsUsers.optionsOfSubscriber(name) });
    if (connection === undefined) return false;
    try {
      await connection.jetstream({ domain: 'landscape' }).consumers.get(LANDSCAPE_STREAM, consumerOf(name, account));
      return true;
    } catch {
      // nats-server 2.9 links a new account to the others at the reload after that which created it.
      return false;
    } finally {
      await connection.close();
    }
  });
}

/** Has the local nats-server read its users until it refuses a subscriber. It closes the subscriber's connections then. */
export function subscriberIsOut(context: CliContext, options: ConnectionOptions): Promise<Reloaded> {
  return reloadUntil(context, async (servers) => {
    const connection = await tryToConnect({ servers, ...options });
    await connection?.close();
    return connection === undefined;
  });
}

async function reloadUntil(context: CliContext, done: (servers: string) => Promise<boolean>): Promise<Reloaded> {
  const { nats, natsUsers } = context.settings;
  if (nats?.pid === undefined) return { reloaded: false, todo: [todoFor(natsUsers.configFile)] };
  // The process that answers there is the one that `run.json` names: a signal must not go to another.
  await context.nats();
  const deadline = performance.now() + WITHIN_MS;
  while (performance.now() < deadline) {
    process.kill(nats.pid, 'SIGHUP');
    await sleep(PAUSE_MS, undefined, { signal: context.signal });
    if (await done(nats.access.servers[0]!)) return { reloaded: true, todo: [] };
  }
  throw new CliError(
    `nats-server (process ${nats.pid}) has not taken over its users within ${WITHIN_MS / 1_000} s. Its log says why; ` +
      `they are in ${natsUsers.configFile}.`,
  );
}

function todoFor(configFile: string): string {
  return (
    `Give ${configFile} to every nats-server that includes it, and reload each twice: nats-server --signal reload ` +
    '(2.9 links a new account at the second time).'
  );
}

async function tryToConnect(options: ConnectionOptions): Promise<NatsConnection | undefined> {
  try {
    return await connect({ ...options, name: 'landscape', reconnect: false, maxReconnectAttempts: 0 });
  } catch {
    return undefined;
  }
}
