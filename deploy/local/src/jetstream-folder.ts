import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A stream whose files nats-server cannot read. */
interface DamagedStream {
  readonly name: string;
  readonly folder: string;
  readonly reason: string;
}

/**
 * Looks for streams that a crash of the machine has damaged. nats-server starts without such a stream, with a warning in
 * its log, and what needs the stream waits for ever or writes over the files.
 * @param storeDir `store_dir` of nats-server
 * @returns one message per stream that says what is lost and how to go on
 */
export function damagedStreams(storeDir: string): string[] {
  return streamsIn(storeDir)
    .flatMap(({ name, folder }) => {
      const reason = damageOf(folder);
      return reason === undefined ? [] : [{ name, folder, reason }];
    })
    .map((damaged) => messageOf(storeDir, damaged));
}

/**
 * Compares the streams in the folder with those that nats-server says in its log it has restored.
 * @param log output of nats-server from its start until it was ready
 */
export function streamsNotRestored(storeDir: string, log: string): string[] {
  const restored = new Set(Array.from(log.matchAll(RESTORED), ([, account, name]) => `${account} > ${name}`));
  const warnings = Array.from(log.matchAll(WARNING), ([, text = '']) => text.trim());
  return streamsIn(storeDir)
    .filter(({ account, name }) => !restored.has(`${account} > ${name}`))
    .flatMap(({ account, name, folder }) => {
      const reason =
        warnings.find((text) => text.includes(`${account} > ${name}`) || text.includes(folder)) ??
        warnings.find((text) => /encrypt|cipher/i.test(text));
      // A release of nats-server that says it in other words must not stop every start.
      return reason === undefined
        ? []
        : [messageOf(storeDir, { name, folder, reason: `nats-server says "${reason}"` })];
    });
}

const RESTORED = /Restored .* messages for stream '(.+) > (.+?)'/g;
const WARNING = /\[(?:WRN|ERR)\] (.*)/g;

function streamsIn(storeDir: string): { account: string; name: string; folder: string }[] {
  const accounts = join(storeDir, 'jetstream');
  return foldersIn(accounts).flatMap((account) =>
    foldersIn(join(accounts, account, 'streams'))
      // nats-server renames a stream that it deletes.
      .filter((name) => !name.startsWith('.'))
      .map((name) => ({ account, name, folder: join(accounts, account, 'streams', name) })),
  );
}

function foldersIn(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

function damageOf(folder: string): string | undefined {
  for (const file of ['meta.inf', 'meta.sum', 'meta.key']) {
    const path = join(folder, file);
    if (!existsSync(path)) return `its file ${file} is missing`;
    if (statSync(path).size === 0) return `its file ${file} is empty`;
    if (readFileSync(path).every((byte) => byte === 0)) return `its file ${file} holds only zeros`;
  }
  return undefined;
}

function messageOf(storeDir: string, { name, folder, reason }: DamagedStream): string {
  return (
    `The JetStream stream ${name} in ${folder} is damaged: ${reason}. ${lossOf(name)} ` +
    `To go on, move that folder out of ${storeDir} and start again.`
  );
}

function lossOf(name: string): string {
  if (name === 'LANDSCAPE')
    return (
      'No fact is lost: the event relay publishes all of them again from the event log, with the same ids. Durable ' +
      'consumers of it are created again, and begin at the first fact.'
    );
  return 'No fact is lost: it holds leases, counters and the like, which are created again.';
}
