import { publicEventNameOf, toPublicEvent, type ListEventsReply, type PublicEvent } from '@system-landscape/contracts';
import { inFormation, pending, recorded, registered } from '@system-landscape/domain/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../database/database.js';
import { MIGRATIONS } from '../database/migrations.js';
import { ReadModel } from '../database/read-model.js';
import { Positions } from '../positions/positions.js';
import { applyBatch, TestLog } from '../testing/test-log.js';
import { openStorage, STORAGES, type Storage } from '../testing/storages.js';
import { ListEvents } from './list-events.js';

describe.each(STORAGES)('list-events on %s', (storageName, start) => {
  let storage: Storage;
  let database: Database;
  let listEvents: ListEvents;
  let end: string;
  const log = new TestLog();

  beforeAll(async () => {
    storage = await start();
    database = await openStorage(storage);
    listEvents = new ListEvents(new ReadModel(database, new Positions(database, 50)));
    await applyBatch(database, log.stream('One', registered()));
    await applyBatch(database, log.stream('Two', pending(), 'ga-other'));
    const lastOnes = log.stream('Three', [
      ...pending(),
      { ...pending()[1]!, type: 'IntegrationTokenDisplayed' } as never,
    ]);
    await applyBatch(database, lastOnes);
    end = lastOnes.at(-1)!.position;
  });
  afterAll(async () => {
    await database.close();
    await storage.remove();
  });

  const names = (events: readonly PublicEvent[]) => events.map(({ type }) => publicEventNameOf(type));

  it('returns the public events of an account in log order, each exactly once', async () => {
    const whole = await listEvents.execute({ globalAccountId: 'ga-demo', after: '0', limit: 500 });
    expect(whole.more).toBe(false);
    const positions = whole.items.map(({ position }) => Number(position));
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(new Set(whole.items.map(({ data }) => data.globalAccountId))).toEqual(new Set(['ga-demo']));

    const paged: PublicEvent[] = [];
    let page: ListEventsReply | undefined;
    while (page?.more !== false) {
      page = await listEvents.execute({ globalAccountId: 'ga-demo', after: page?.completeTo ?? '0', limit: 2 });
      paged.push(...page.items);
    }
    expect(paged).toEqual(whole.items);
    expect(page.completeTo).toBe(end);
  });

  it('leaves out internal events, but includes their positions in completeTo', async () => {
    const { items, completeTo, position } = await listEvents.execute({ globalAccountId: 'ga-demo', after: '0' });
    expect(names(items).slice(-2)).toEqual(['SystemAdded', 'IntegrationTokenIssued']);
    expect(completeTo).toBe(end);
    expect(position).toBe(end);
    const nothing = await listEvents.execute({ globalAccountId: 'ga-demo', after: items.at(-1)!.position });
    expect(nothing).toMatchObject({ items: [], completeTo: end, more: false });
  });

  it('returns the events of all accounts when the query names none', async () => {
    const { items } = await listEvents.execute({ after: '0', limit: 500 });
    expect(new Set(items.map(({ data }) => data.globalAccountId))).toEqual(new Set(['ga-demo', 'ga-other']));
  });

  it('returns no events, and no earlier position, after a position that is not reached yet', async () => {
    const later = String(BigInt(end) + 1000n);
    expect(await listEvents.execute({ after: later })).toMatchObject({ items: [], completeTo: later, more: false });
  });

  it('ends a page that would exceed the size of a message early, and continues after it', async () => {
    const big = 'x'.repeat(100 * 1024);
    const joined = Array.from({ length: 12 }, (_, index) => inFormation(`formation-${index}`, big));
    await applyBatch(database, log.stream('Big', [...registered(), ...joined], 'ga-big'));
    const first = await listEvents.execute({ globalAccountId: 'ga-big', after: '0', limit: 500 });
    expect(first.more).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(first))).toBeLessThan(1024 * 1024);
    let page = first;
    let count = first.items.length;
    while (page.more) {
      page = await listEvents.execute({ globalAccountId: 'ga-big', after: page.completeTo, limit: 500 });
      count += page.items.length;
    }
    const whole = registered().filter((event) => toPublicEvent(recorded(event), { eventId: 'e', position: '1' }));
    expect(count).toBe(whole.length + 12);
  });

  it('fails with READ_MODEL_BEHIND when minPosition is not reached', async () => {
    await expect(listEvents.execute({ after: '0', minPosition: '999999' })).rejects.toMatchObject({
      code: 'READ_MODEL_BEHIND',
    });
  });

  // Migrations are PostgreSQL's: libSQL makes its tables anew.
  if (storageName === 'PostgreSQL') {
    it('derives the account of rows that are older than its column from their metadata, whatever else these contain', async () => {
      const actor = { subject: '"globalAccountId":"ga-forged" \u0000', roles: [] };
      await applyBatch(database, log.stream('Odd', [recorded(pending()[0]!, { actor })]));
      const migration = readFileSync(join(MIGRATIONS, '0002_history_by_account.sql'), 'utf8');
      const expression = /set global_account_id = (.*);/.exec(migration)![1]!;
      const rows = await database.query<{ account: string; filled: string }>(
        `select global_account_id as account, ${expression} as filled from history`,
      );
      expect(rows.length).toBeGreaterThan(10);
      for (const { account, filled } of rows) expect(filled).toBe(account);
    });
  }
});
