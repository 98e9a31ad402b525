import { EventStoreDBClient } from '@eventstore/db-client';
import { sendCredentialsOnLoopback } from '@system-landscape/embedded-event-store/client';
import { signIn } from '@system-landscape/e2e';
import { startLocalPlatform, type LocalPlatform } from '@system-landscape/local';
import { temporaryFolder } from '@system-landscape/test-support';
import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { accountId, signInToAccounts, type Account } from '../accounts.js';
import { untilIdle } from '../until-idle.js';
import type { BenchScale } from '../bench-scale.js';
import { benchSettings, type BenchSetup } from '../bench-setup.js';
import { eventsOf } from '../rows/appended-events.js';
import { withClient } from '../rows/stored-event.js';
import { answerOf, register, type KnownSystem } from '../rows/system-calls.js';
import { fillLog, type Example } from './fill-log.js';
import { fillReadModel, moveCheckpoint } from './fill-read-model.js';
import { relayTo } from './relay-to.js';
import { SqlExecutor } from './sql-executor.js';

const READ_MODEL = 'read-model';
const FILLED = 'read-model-filled';
const COPY = 'read-model-copy';

/** A second platform, with many systems in its read model and many events in its log. */
export interface ManySystems {
  readonly platform: LocalPlatform;
  readonly log: EventStoreDBClient;
  readonly accounts: readonly Account[];
  readonly systems: readonly KnownSystem[];
  /** A copy of its read model that only SQL queries use. */
  readonly copy: SqlExecutor;
  /** Duration of the start on the filled data folder. */
  readonly startSeconds: number;
  readonly waitUntilIdle: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Creates a data folder with many systems and events, and starts a platform on it. */
export async function startWithManySystems({ start }: BenchSetup, scale: BenchScale): Promise<ManySystems> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const folder = await temporaryFolder('bench-many');
    stops.push(folder.remove);
    const dataDir = join(folder.path, 'data');
    const begin = async () => {
      const platform = await startLocalPlatform({ dataDir, ports: 'ephemeral', env: benchSettings(folder.path) });
      stops.push(() => platform.stop());
      return platform;
    };
    await fill(begin, (name) => SqlExecutor.open(start, dataDir, name), scale);
    await cp(join(dataDir, READ_MODEL), join(dataDir, COPY), { recursive: true });

    const began = performance.now();
    const running = await begin();
    const startSeconds = (performance.now() - began) / 1000;
    const log = sendCredentialsOnLoopback(
      EventStoreDBClient.connectionString(running.urls.eventStore),
      running.urls.eventStore,
    );
    stops.push(() => log.dispose());
    const copy = await SqlExecutor.open(start, dataDir, COPY);
    stops.push(copy.close);
    const accounts = await signInToAccounts(running.urls.identityProvider);
    const waitUntilIdle = () => untilIdle(running, log);
    const systems = await systemsOf(accounts, copy, scale);
    return { platform: running, log, accounts, systems, copy, startSeconds, waitUntilIdle, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Fills log and read model while no process uses them, and sets projection and relay to continue at their ends. While SQL
 * still inserts the systems into a copy, event store, projection and relay start without them, so that one-time work after a
 * start on such a log does not disturb the measurements. The platform is stopped afterwards.
 */
async function fill(
  begin: () => Promise<LocalPlatform>,
  openReadModel: (name: string) => Promise<SqlExecutor>,
  { manyEvents, manySystems, perAccount }: BenchScale,
): Promise<void> {
  const platform = await begin();
  const example = await exampleOf(platform);
  const parts = ['projection', 'event-relay', 'event-store'];
  for (const part of parts) await platform.kill(part);
  const [readModel, filled] = [join(platform.dataDir, READ_MODEL), join(platform.dataDir, FILLED)];
  await cp(readModel, filled, { recursive: true });
  const filling = fillLog(platform.dataDir, example, manyEvents);

  const systems = async () => {
    const executor = await openReadModel(FILLED);
    const accounts = Math.ceil(manySystems / perAccount);
    await fillReadModel(executor, { systems: manySystems, accounts, like: example.systemId });
    await moveCheckpoint(executor, await filling);
    await executor.close();
  };
  const followers = async () => {
    const last = await filling;
    const executor = await openReadModel(READ_MODEL);
    await moveCheckpoint(executor, last);
    await executor.close();
    await relayTo(last, platform);
    for (const part of [...parts].reverse()) await platform.restart(part);
    await withClient(platform.urls.eventStore, (log) => untilIdle(platform, log));
    await platform.stop();
  };
  await Promise.all([systems(), followers()]);
  await rm(readModel, { recursive: true });
  await rename(filled, readModel);
}

/** A system whose token is displayed once, an event that triggers no work. Read model and relay have reached it. */
async function exampleOf(platform: LocalPlatform): Promise<Example> {
  const { urls } = platform;
  const globalAccountId = accountId(1);
  const accessToken = await signIn(urls.identityProvider, globalAccountId);
  const { system } = await register(urls.gateway, { id: globalAccountId, accessToken });
  const path = `/v1/global-accounts/${globalAccountId}/systems/${system.id}/integration-token`;
  await answerOf(urls.gateway, { method: 'GET', path, accessToken });
  return withClient(urls.eventStore, async (log) => {
    await untilIdle(platform, log);
    return { systemId: system.id, name: system.name, globalAccountId, events: await eventsOf(log, system.id) };
  });
}

/** The same number of systems in the same number of accounts as on the other platform. */
async function systemsOf(
  accounts: readonly Account[],
  copy: SqlExecutor,
  { systems, perAccount }: BenchScale,
): Promise<readonly KnownSystem[]> {
  const systemsToRead: KnownSystem[] = [];
  for (const account of accounts.slice(0, Math.ceil(systems / perAccount))) {
    const rows = await copy.query<{ id: string }>(
      'select id from systems where global_account_id = $1 order by name limit $2',
      [account.id, perAccount],
    );
    systemsToRead.push(...rows.map(({ id }) => ({ account, id })));
  }
  return systemsToRead;
}
