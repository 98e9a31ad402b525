import { ApiConsumer, FactsSubscriber, FollowedLog } from '@system-landscape/e2e';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { everythingIsInTheLog, readModelEqualsTheLog } from './checks.js';
import { Cluster } from './cluster.js';
import { Load } from './load.js';
import { outagesOf, type Outage } from './outages.js';
import { tableOf, type Row } from './report.js';

const USAGE = `npm run test:cluster -- [--only <text>]… [--list]
  --only  only outages whose name contains the text; can be repeated
  --list  names them and ends`;
/** Of work without an outage, before the first one; seconds. */
const QUIET_SECONDS = 8;

const print = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { only, list } = readOptions();
  const cluster = await Cluster.start(process.env['IP_PROGRAM'] ?? 'ip', print);
  try {
    const outages = outagesOf(cluster).filter(({ name }) => only?.some((text) => name.includes(text)) ?? true);
    if (list) outages.forEach(({ kind, name }) => print(`${kind}: ${name}`));
    else await suffer(cluster, outages);
  } catch (error) {
    process.exitCode = 1;
    throw error;
  } finally {
    if (process.exitCode === 1) print(`The logs are in ${await cluster.keepLogs()}.`);
    await cluster.stop();
  }
}

/** Has one outage after the other happen while callers work, and checks after each that nothing has got lost. */
async function suffer(cluster: Cluster, outages: readonly Outage[]): Promise<void> {
  const log = new FollowedLog(cluster.eventStore.url);
  const subscriber = await FactsSubscriber.start({
    servers: [...cluster.natsUrls],
    // The user who may read single messages of the stream.
    ...cluster.natsUsers.optionsOf('event-relay'),
  });
  const load = new Load(cluster.gateways, cluster.identityProvider);
  await load.begin();
  const rows: Row[] = [];
  try {
    const quiet: Outage = {
      ...{ kind: 'process', name: 'none', seconds: QUIET_SECONDS },
      begin: () => Promise.resolve(),
      mend: () => Promise.resolve(),
    };
    for (const outage of [quiet, ...outages]) {
      const row = await happen(outage, load, log, subscriber);
      rows.push(row);
      print(`${row.name}: ${row.failure ?? 'ok'}, without writes for ${(row.withoutWritesMs / 1_000).toFixed(1)} s`);
      if (row.failure !== undefined) process.exitCode = 1;
    }
    await load.end();
    await everythingIsInTheLog(load, log, 0);
    await subscriber.hasReceived(log.publicEventIds);
    const urls = { gateway: cluster.gateways[0]!, identityProvider: cluster.identityProvider };
    await readModelEqualsTheLog(await ApiConsumer.signIn({ urls }, 'ga-admin'), cluster.eventStore.url);
  } finally {
    print(tableOf(rows, load));
    await subscriber.end();
    await log.close();
  }
}

async function happen(outage: Outage, load: Load, log: FollowedLog, subscriber: FactsSubscriber): Promise<Row> {
  const first = load.acknowledged.length;
  const began = performance.now();
  const recoveredBefore = load.recovered;
  let failure: string | undefined;
  let mended = began;
  try {
    await outage.begin();
    await wait(outage.seconds * 1_000);
    await outage.mend();
    mended = performance.now();
    await load.settled();
    await everythingIsInTheLog(load, log, first);
    await subscriber.hasReceived(log.publicEventIds);
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  }
  const writes = load.acknowledged.slice(first);
  const times = [began, ...writes.map(({ at }) => at), performance.now()];
  return {
    name: outage.name,
    seconds: outage.seconds,
    withoutWritesMs: Math.max(...times.slice(1).map((at, index) => at - times[index]!)),
    slowestWriteMs: Math.max(0, ...writes.map(({ tookMs }) => tookMs)),
    writes: writes.length,
    settledMs: performance.now() - mended,
    recovered: load.recovered - recoveredBefore,
    failure,
  };
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { only: { type: 'string', multiple: true }, list: { type: 'boolean', default: false } },
    });
    return values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    process.exit(2);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
