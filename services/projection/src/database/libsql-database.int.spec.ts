import { HIGHEST_POSITION } from '@system-landscape/event-store';
import { registered } from '@system-landscape/domain/testing';
import { eventually } from '@system-landscape/test-support';
import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRefusedByDatabase } from '../projector/refused-events.js';
import { libsqlFolder, type Storage } from '../testing/storages.js';
import { applyBatch, TestLog } from '../testing/test-log.js';
import { readDataKey } from './data-key.js';
import { LibsqlDatabase } from './libsql-database.js';
import { LibsqlConnection } from './libsql-connection.js';
import { TABLES_VERSION } from './libsql-tables.js';
import { openDatabase } from './open-database.js';

const NAME = 'Distinctive name of a system';

let storage: Storage;
let reasons: string[];
let opened: LibsqlDatabase[];

beforeEach(async () => {
  storage = await libsqlFolder();
  reasons = [];
  opened = [];
});
afterEach(async () => {
  for (const database of opened) await database.close();
  await storage.remove();
});

const keyOfSettings = () => readDataKey(storage.settings.dataKeyFile!);
const sizeOf = (name: string) => statSync(inFolder(name), { throwIfNoEntry: false })?.size ?? 0;
const inFolder = (name: string) => join(storage.settings.dataDir, name);
const open = (key = keyOfSettings(), folder = storage.settings.dataDir) => {
  const database = LibsqlDatabase.open(
    folder,
    key,
    (reason) => reasons.push(reason),
    (error) => reasons.push(String(error)),
  );
  opened.push(database);
  return database;
};
const names = async (database: LibsqlDatabase) =>
  (await database.query<{ name: string }>('select name from systems order by name')).map(({ name }) => name);
const positionOf = async (database: LibsqlDatabase) => (await database.select('select 1 as one', [])).position;
const add = (database: LibsqlDatabase, name: string) => applyBatch(database, new TestLog().stream(name, registered()));

/** A read model with one system in it. */
async function filled(): Promise<void> {
  const database = open();
  await add(database, NAME);
  await database.close();
}

function filesWith(text: string): string[] {
  const entries = readdirSync(storage.settings.dataDir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));
}

describe('The folder of the read model', () => {
  it('M-06: is readable with its key, and holds no name in clear text, open or closed', async () => {
    const database = open();
    await add(database, NAME);
    expect(filesWith(NAME)).toEqual([]);
    for (const name of readdirSync(storage.settings.dataDir).filter((each) => each.startsWith('read-model'))) {
      expect([name, statSync(inFolder(name)).mode & 0o777]).toEqual([name, 0o600]);
    }
    await database.close();
    expect(filesWith(NAME)).toEqual([]);
    // Nor anything else that would say that pages are not encrypted.
    expect(filesWith('create table')).toEqual([]);
    expect(await names(open())).toEqual([NAME]);
    expect(reasons).toEqual([]);
  });

  it('M-06: begins anew, and says why, with another key', async () => {
    await filled();
    expect(await names(open(randomBytes(32)))).toEqual([]);
    expect(reasons).toEqual(['it is encrypted with another key, or damaged']);
  });

  it('begins anew, and says why, where its file is damaged', async () => {
    await filled();
    for (const name of ['read-model.db-wal', 'read-model.db-shm']) rmSync(inFolder(name), { force: true });
    writeFileSync(inFolder('read-model.db'), randomBytes(100_000));
    expect(await names(open())).toEqual([]);
    expect(reasons).toEqual(['it is encrypted with another key, or damaged']);
  });

  it('begins anew, and says why, where an earlier release has kept its read model in PGlite', async () => {
    mkdirSync(inFolder('pglite/base'), { recursive: true });
    writeFileSync(inFolder('pglite/PG_VERSION'), randomBytes(19));
    writeFileSync(inFolder('read-model.json'), '{"format":1}');
    const database = open();
    expect(await names(database)).toEqual([]);
    expect(reasons).toEqual(['an earlier release has written it']);
    await add(database, NAME);
    await database.close();
    expect(readdirSync(storage.settings.dataDir).filter((name) => /pglite|json/.test(name))).toEqual([]);
    expect(await names(open())).toEqual([NAME]);
    expect(reasons).toHaveLength(1);
  });

  it('begins anew, and says why, where its tables have another version', async () => {
    await filled();
    const connection = new LibsqlConnection(inFolder('read-model.db'), keyOfSettings());
    connection.execute('pragma user_version = 1000');
    connection.close();
    expect(await names(open())).toEqual([]);
    expect(reasons).toEqual([`its tables have version 1000, not ${TABLES_VERSION}`]);
  });

  it('has tables that are searched by their keys, also while they are empty: plans are kept', async () => {
    const plan = await open().query<{ detail: string }>(
      'explain query plan select record from systems where id = any($1)',
      [['x']],
    );
    expect(plan.map(({ detail }) => detail)).toContainEqual(expect.stringMatching(/^SEARCH systems USING INDEX/));
  });

  it('is refused to a second one', () => {
    open();
    expect(() => open()).toThrow(/^DATA_DIR .* is in use by process \d+/);
  });

  it('says what to do without a key, and with a file that is none', async () => {
    const { dataKeyFile, ...settings } = storage.settings;
    await expect(openDatabase(settings)).rejects.toThrow(/^DATA_KEY_FILE is not set.*DATABASE_URL/);
    writeFileSync(dataKeyFile!, 'short');
    await expect(openDatabase(storage.settings)).rejects.toThrow(`DATA_KEY_FILE ${dataKeyFile} must hold 32 bytes`);
    rmSync(dataKeyFile!);
    await expect(openDatabase(storage.settings)).rejects.toThrow(
      `DATA_KEY_FILE ${dataKeyFile} cannot be read (ENOENT)`,
    );
  });

  it('M-06: has a key that no error names', async () => {
    await filled();
    const key = keyOfSettings();
    const database = open(key);
    const errors = [
      await database.query('select nothing from nowhere').catch(String),
      await database.query('select * from systems where', ['x']).catch(String),
      await database.transaction((all) => all.query('insert into systems (id) values (1)')).catch(String),
    ];
    expect(errors).toEqual([expect.any(String), expect.any(String), expect.any(String)]);
    for (const text of [key.toString('hex'), key.toString('base64'), key.toString('latin1')]) {
      expect(JSON.stringify(errors)).not.toContain(text);
    }
  });
});

describe('A transaction', () => {
  it('is seen by no query before its commit, and lets none of them wait', async () => {
    const database = open();
    await add(database, NAME);
    const before = await positionOf(database);
    await database.transaction(async (transaction) => {
      await transaction.query("update systems set name = 'Changed'");
      await transaction.query('update checkpoint set position = position + 1');
      expect(await names(database)).toEqual([NAME]);
      expect(await positionOf(database)).toBe(before);
    });
    expect(await names(database)).toEqual(['Changed']);
    expect(await positionOf(database)).toBe(String(BigInt(before) + 1n));
  });

  it('that kill -9 interrupts has never been: also a switch of the tables that is partly in the files', async () => {
    await filled();
    const before = sizeOf('read-model.db-wal');
    const { dataDir, dataKeyFile } = storage.settings;
    const script = join(__dirname, '../../dist/testing/interrupted-switch.js');
    const env = { ...process.env, DATA_DIR: dataDir, DATA_KEY_FILE: dataKeyFile };
    expect(spawnSync(process.execPath, [script], { env }).signal).toBe('SIGKILL');
    expect(sizeOf('read-model.db-wal')).toBeGreaterThan(before + 1_000_000);
    const after = open();
    expect(await names(after)).toEqual([NAME]);
    expect(await after.query('select role from checkpoint')).toEqual([{ role: 'live' }]);
    expect(await after.query('select stream from read_model_beside.quarantine')).toEqual([]);
    expect(await after.query('select stream from quarantine')).toEqual([]);
    expect(reasons).toEqual([]);
  });

  it('waits for the one before it, and leaves nothing when it fails', async () => {
    const database = open();
    await add(database, NAME);
    const failing = database.transaction(async (transaction) => {
      await transaction.query("update systems set name = 'Failed'");
      await Promise.resolve();
      throw new Error('no');
    });
    const next = database.transaction((transaction) => transaction.query('select name from systems'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toEqual([{ name: NAME }]);
  });

  it('goes on after its part in the shadow tables has failed', async () => {
    const database = open();
    await database.transaction(async (transaction) => {
      const part = transaction.inShadow(async () => {
        await transaction.query('update checkpoint set position = 7');
        await transaction.query('select 1 from nowhere');
      });
      await expect(part).rejects.toThrow('no such table: nowhere');
      await transaction.query('update checkpoint set position = 5');
    });
    expect(await database.query('select position from read_model_beside.checkpoint')).toEqual([{ position: 0 }]);
    expect(await positionOf(database)).toBe('5');
  });

  it('empties shadow tables at once, and drops what was in them step by step, also after the next start', async () => {
    const database = open();
    const discarded = (of: LibsqlDatabase) => of.query("select name from sqlite_schema where name glob 'discarded_*'");
    const fill = () =>
      database.transaction(async (transaction) => {
        const keys = Array.from({ length: 4_500 }, (_, index) => String(index));
        const all = (value: string) => keys.map(() => value);
        const columns = {
          ...{ stream: keys, position: all('1'), revision: all('0'), event_id: keys, event_type: all('Any') },
          ...{ reason: all('Any'), since: all('2026-01-05T10:00:00.000Z') },
        };
        await transaction.inShadow(() => transaction.insert([{ table: 'quarantine', columns }]));
      });
    const empty = () => database.transaction((transaction) => transaction.emptyShadow());
    const inShadow = (of: LibsqlDatabase) => of.query('select stream from read_model_beside.quarantine');

    for (let round = 0; round < 2; round += 1) {
      await fill();
      await empty();
      expect(await inShadow(database)).toEqual([]);
      await eventually(async () => (await discarded(database)).length === 0);
    }
    await fill();
    await empty();
    await database.close();
    const again = open();
    expect(await inShadow(again)).toEqual([]);
    await eventually(async () => (await discarded(again)).length === 0);
    expect(reasons).toEqual([]);
  });

  it.each([
    ['a text with U+0000', { stream: ['a\0'], revision: ['1'], position: ['1'] }],
    ['a number that is none', { stream: ['a'], revision: ['x'], position: ['1'] }],
    ['a position beyond 64 bits', { stream: ['a'], revision: ['1'], position: [(HIGHEST_POSITION + 1n).toString()] }],
  ])('refuses %s', async (_, columns) => {
    const database = open();
    const adding = database.transaction((transaction) => transaction.insert([{ table: 'left_out_events', columns }]));
    expect(isRefusedByDatabase(await adding.catch((error: unknown) => error))).toBe(true);
  });
});

it('positions beyond 2^53 are exact', async () => {
  const database = open();
  const positions = [2n ** 53n + 1n, HIGHEST_POSITION - 1n, HIGHEST_POSITION];
  for (const position of positions) {
    await database.transaction((transaction) =>
      transaction.query('update checkpoint set position = $1', [position.toString()]),
    );
    expect(await positionOf(database)).toBe(position.toString());
  }
});

it('forgets its statements before they are too many', async () => {
  const database = open();
  for (let number = 0; number < 1_100; number += 1) {
    expect(await database.query(`select ${number} as number`)).toEqual([{ number }]);
  }
});
