import { randomBytes, randomInt } from 'node:crypto';
import { cp, mkdtemp, open, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AcknowledgedAppends } from './testing/acknowledged-appends.js';
import { DidNotStart, start, stop } from './testing/run-program.js';

/** `npm run test:damage` sets a higher number. */
const TRIES = Number(process.env.DAMAGES ?? 16);
const PAGE = 4_096;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedded-event-store-damage-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function overwrite(file: string, at: number, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write(bytes, 0, bytes.length, at);
  await handle.close();
}

/** Kinds of damage at the end of the file; the pages with the roots of the tables are at its beginning. */
const DAMAGES: readonly (readonly [string, (file: string, size: number) => Promise<void>])[] = [
  ['lost its end', (file, size) => truncate(file, size - randomInt(1, size / 4))],
  ['lost its last pages', (file, size) => truncate(file, size - PAGE * randomInt(1, 20))],
  [
    'has zeros at its end',
    (file, size) => {
      const bytes = PAGE * randomInt(1, 20);
      return overwrite(file, size - bytes, Buffer.alloc(bytes));
    },
  ],
  [
    'has a changed byte',
    async (file, size) => {
      // Behind the header of a page, which LMDB does not validate.
      const pages = size / PAGE;
      const at = PAGE * randomInt(Math.floor(pages / 2), pages) + randomInt(PAGE / 2, PAGE);
      await overwrite(file, at, Buffer.from([randomInt(256)]));
    },
  ],
];

/**
 * Signals with which LMDB ends the process when an inner page is invalid (ADR 15).
 */
const ENDED: readonly (NodeJS.Signals | null)[] = ['SIGABRT', 'SIGBUS', 'SIGSEGV'];
const END = 'The process was ended';
const DAMAGED = 'The data is damaged: ';

/** Checks that all acknowledged events are readable, or that the damage is reported or ends the process. */
async function isWholeOrRefused(appends: AcknowledgedAppends, ...args: string[]): Promise<string> {
  try {
    const running = await start(...args);
    try {
      await appends.check(running.client);
      return 'whole';
    } catch (error) {
      const { message } = error as Error;
      if (message.includes(DAMAGED)) return message;
      // Any other error is expected only because the process has ended.
      await running.ended;
      if (ENDED.includes(running.process.signalCode)) return END;
      throw error;
    } finally {
      await stop(running, 'SIGKILL');
    }
  } catch (error) {
    if (!(error instanceof DidNotStart)) throw error;
    if (ENDED.includes(error.signal)) return END;
    if (error.code === 1) return error.output;
    throw error;
  }
}

describe.each(['plain', 'encrypted'])('a file of %s data that', (kind) => {
  const appends = new AcknowledgedAppends();
  let whole: string;
  let key: string[] = [];
  beforeAll(async () => {
    whole = join(folder, kind);
    if (kind === 'encrypted') {
      key = ['--key-file', join(folder, 'key')];
      await writeFile(join(folder, 'key'), randomBytes(32));
    }
    const running = await start('--data', whole, ...key);
    const writers = await appends.write(running.client, 's', 400);
    writers.ended();
    await stop(running, 'SIGKILL');
  });

  it.each(DAMAGES)(
    '%s is read completely or refused with one clear message',
    async (_what, damage) => {
      for (let attempt = 0; attempt < TRIES / DAMAGES.length / 2; attempt += 1) {
        const data = join(folder, 'damaged');
        await cp(whole, data, { recursive: true });
        const file = join(data, 'log.mdb');
        await damage(file, (await stat(file)).size);
        const outcome = await isWholeOrRefused(appends, '--data', data, ...key);
        expect(outcome).toMatch(new RegExp(`^whole$|${DAMAGED}|^${END}$`));
        await rm(data, { recursive: true });
      }
    },
    300_000 + TRIES * 10_000,
  );
});
