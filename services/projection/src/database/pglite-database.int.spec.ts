import { registered } from '@system-landscape/domain/testing';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyBatch, TestLog } from '../testing/test-log.js';
import { pgliteFolder, type Storage } from '../testing/storages.js';
import { DataKey } from './data-key.js';
import type { Writer } from './database.js';
import { openDatabase } from './open-database.js';
import { PgliteDatabase } from './pglite-database.js';

const NAME = 'Distinctive name of a system';

let storage: Storage;
let reasons: string[];

beforeEach(async () => {
  storage = await pgliteFolder();
  reasons = [];
});
afterEach(() => storage.remove());

const open = (key = DataKey.read(storage.settings.dataKeyFile!)) =>
  PgliteDatabase.open(storage.settings.dataDir, key, (reason) => reasons.push(reason));
const names = async (database: PgliteDatabase) =>
  (await database.query<{ name: string }>('select name from systems')).map(({ name }) => name);

/** A read model with one system in it. */
async function filled(): Promise<void> {
  const database = await open();
  await applyBatch(database, new TestLog().stream(NAME, registered()));
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
  it('M-06: is readable with its key, and holds no name in clear text', async () => {
    await filled();
    expect(filesWith(NAME)).toEqual([]);
    // Nor anything else of PostgreSQL's that would say that pages are not encrypted.
    expect(filesWith('pg_catalog')).toEqual([]);
    const again = await open();
    expect(await names(again)).toEqual([NAME]);
    await again.close();
    expect(reasons).toEqual([]);
  });

  it('M-06: begins anew, and says why, with another key', async () => {
    await filled();
    const anew = await open(new DataKey(randomBytes(32)));
    expect(await names(anew)).toEqual([]);
    await anew.close();
    expect(reasons).toEqual(['it is encrypted with another key']);
  });

  it('plans for tables of any size, though they are empty: plans are kept', async () => {
    const database = await open();
    const plan = await database.query('explain select record from systems where id = any($1::text[])', [['x']]);
    expect(JSON.stringify(plan)).toMatch(/Index/);
    expect(JSON.stringify(plan)).not.toMatch(/Seq Scan/);
    await database.close();
  });

  it.each([
    ['has no seal', undefined],
    ['has half a seal', '{"format":1,'],
  ])('M-06: begins anew, and says why, where it %s', async (_, seal) => {
    await filled();
    const file = join(storage.settings.dataDir, 'read-model.json');
    if (seal === undefined) rmSync(file);
    else writeFileSync(file, seal);
    const anew = await open();
    expect(await names(anew)).toEqual([]);
    await anew.close();
    expect(reasons).toEqual(['it was made without encryption, or not to the end']);
  });

  it('says what to do without a key, and with a file that is none', () => {
    const { dataKeyFile, ...settings } = storage.settings;
    expect(() => openDatabase(settings)).toThrow(/^DATA_KEY_FILE is not set.*DATABASE_URL/);
    writeFileSync(dataKeyFile!, 'short');
    expect(() => openDatabase(storage.settings)).toThrow(`DATA_KEY_FILE ${dataKeyFile} must hold 32 bytes`);
    rmSync(dataKeyFile!);
    expect(() => openDatabase(storage.settings)).toThrow(`DATA_KEY_FILE ${dataKeyFile} cannot be read (ENOENT)`);
  });
});

it('keeps tables and statistics in shape as more is written', async () => {
  const database = await open();
  const known = async () => {
    const rows = await database.query<{ table: string }>(
      `select oid::regclass::text as table from pg_class
        where relkind = 'r' and reltuples >= 0 and relnamespace = 'read_model'::regnamespace order by 1`,
    );
    return rows.map(({ table }) => table);
  };
  const tables = (await known()).length;
  const lead = async (writer: Writer) => {
    await applyBatch(database, new TestLog().stream(NAME, registered()));
    await writer.maintainTables(999);
    expect(await known()).toHaveLength(tables);
    await writer.maintainTables(1);
    expect(await known()).toHaveLength(tables + 1);
    for (let commit = 0; commit < 20; commit += 1) await writer.maintainTables(1);
  };
  await database.runAsLeader({ lead, stop: new AbortController().signal, onStandby: () => undefined });
  expect(await known()).toEqual(expect.arrayContaining(['checkpoint', 'history', 'systems', 'formations']));
  await database.close();
});
