import type { GetSystemQuery } from '@system-landscape/contracts';
import { foldSystemRecord, systemAt } from '@system-landscape/system-view';
import { systemIdOf, nameIdOf, type Recorded, type SystemEvent } from '@system-landscape/domain';
import {
  ACCOUNT,
  actions,
  at,
  DAY,
  deregistered,
  HOUR,
  inFormation,
  MINUTE,
  pending,
  perform,
  recorded,
  registered,
  removed,
  SECOND,
  streamOf,
  SYSTEM,
  T0,
} from '@system-landscape/domain/testing';
import { SettableClock } from '@system-landscape/service-kit';
import * as fc from 'fast-check';
import type { Database } from '../database/database.js';
import type { Answer } from '../database/database.js';
import { ReadModel } from '../database/read-model.js';
import { Positions } from '../positions/positions.js';
import { asLeader, applyBatch, TestLog, type EventItem } from '../testing/test-log.js';
import { openStorage, STORAGES, type Storage } from '../testing/storages.js';
import { commitBatch } from '../projector/commit-batch.js';
import { GetSystem } from './get-system.js';

describe.each(STORAGES)('get-system on %s', (_, start) => {
  let storage: Storage;
  let database: Database;
  let getSystem: GetSystem;
  const log = new TestLog();
  const clock = new SettableClock(T0);
  /** Rows that a query has read. */
  let rowsRead = 0;

  class CountingReadModel extends ReadModel {
    override async select<Row extends object>(...query: Parameters<ReadModel['select']>): Promise<Answer<Row>> {
      const answer = await super.select<Row>(...query);
      rowsRead = answer.rows.length;
      return answer;
    }
  }

  beforeAll(async () => {
    storage = await start();
    database = await openStorage(storage);
    getSystem = new GetSystem(new CountingReadModel(database, new Positions(database, 50)), clock);
  });
  afterAll(async () => {
    await database.close();
    await storage.remove();
  });

  const get = (systemId: string, more: Partial<GetSystemQuery> = {}) =>
    getSystem.execute({ globalAccountId: ACCOUNT, systemId, ...more });
  const idOf = (name: string, life = 1) => systemIdOf(nameIdOf(ACCOUNT, name), life);
  const added = async (name: string, events: readonly (SystemEvent | Recorded<SystemEvent>)[]) => {
    const items = log.stream(name, events);
    await applyBatch(database, items);
    return items;
  };

  beforeEach(() => clock.set(T0));

  it('M-13: a token is Expired from its moment on, without a sweep, now and in the past', async () => {
    const items = await added('Expiring', [
      ...pending().map((event) => recorded(event)),
      recorded(inFormation(), { occurredAt: at(8 * DAY).toISOString() }),
    ]);
    const id = idOf('Expiring');
    const stateOf = async (query: Partial<GetSystemQuery> = {}) => (await get(id, query)).system.token!.state;
    const expiresAt = 7 * DAY;

    clock.set(at(expiresAt - 1));
    expect(await stateOf()).toBe('LIVE');
    for (const after of [expiresAt, expiresAt + 1, 30 * DAY]) {
      clock.set(at(after));
      expect(await stateOf()).toBe('EXPIRED');
    }
    expect((await get(id)).system).toMatchObject({ status: 'PENDING', version: items.length });

    expect(await stateOf({ asOf: at(expiresAt - 1).toISOString() })).toBe('LIVE');
    expect(await stateOf({ asOf: at(expiresAt).toISOString() })).toBe('EXPIRED');
    expect(await stateOf({ asOf: items[1]!.position })).toBe('LIVE');
    expect(await stateOf({ asOf: items[2]!.position })).toBe('EXPIRED');
    // What will be is not known.
    clock.set(T0);
    expect(await stateOf({ asOf: at(30 * DAY).toISOString() })).toBe('LIVE');
  });

  it('reads no more than a hundred events of a long past, whatever the batches of the log were', async () => {
    const displayed: SystemEvent = {
      type: 'IntegrationTokenDisplayed',
      data: { systemId: SYSTEM, tokenId: 'token-1' },
    };
    const displays = Array.from({ length: 1_000 }, (__, n) =>
      recorded(displayed, { occurredAt: at(n * SECOND).toISOString() }),
    );
    const items = log.stream('Long', [...pending(), ...displays]);
    await asLeader(database, async (writer) => {
      for (let from = 0; from < items.length; from += 333) await commitBatch(writer, items.slice(from, from + 333));
    });
    for (const version of [1, 99, 100, 101, 550, 999, 1_000, 1_002]) {
      const { position, stored } = items[version - 1]!;
      const { system } = await get(idOf('Long'), { asOf: position });
      expect(system).toMatchObject({ version, position });
      expect(rowsRead).toBeLessThanOrEqual(101);
      if (version === 1) continue;
      const at = await get(idOf('Long'), { asOf: stored.event.metadata.occurredAt });
      expect(at.system.version).toBeGreaterThanOrEqual(version);
      expect(rowsRead).toBeLessThanOrEqual(101);
    }
  });

  it('gives the same past of a system with many formations, whose records are kept less often', async () => {
    const joined = Array.from({ length: 450 }, (__, n) => inFormation(`formation-${n}`, `Formation ${n}`));
    const items = await added('Large', [...registered('commerce-cloud'), ...joined]);
    for (const version of [200, 300, 301, 400, items.length]) {
      const { system } = await get(idOf('Large'), { asOf: items[version - 1]!.position });
      const past = items.slice(0, version).map(({ stored }) => stored);
      expect(system).toEqual(foldSystemRecord(past, idOf('Large'))!.system);
    }
  });

  it('R8 R11: returns ended systems, too', async () => {
    await added('Cancelled', removed());
    const items = await added('Deregistered', deregistered());
    expect((await get(idOf('Cancelled'))).system.status).toBe('REMOVED');
    const { system, position } = await get(idOf('Deregistered'));
    expect(system).toMatchObject({ status: 'DEREGISTERED', version: items.length, position });
  });

  it('does not find unknown systems or those of another account', async () => {
    await added('Mine', pending());
    for (const query of [{}, { asOf: '99' }, { asOf: '2030-01-01T00:00:00Z' }]) {
      await expect(get(idOf('Mine'), { ...query, globalAccountId: 'ga-other' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(get(idOf('Mine', 2), query)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(get('nonsense\u0000', query)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('returns the fold up to the position of asOf, for every position of any history', async () => {
    let names = 0;
    await asLeader(database, (writer) =>
      fc.assert(
        fc.asyncProperty(actions, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), async (todo, picks) => {
          const items = log.stream(`Past ${(names += 1)}`, streamOf(perform(todo)));
          await commitBatch(writer, items);
          if (items.length === 0) return;
          for (const pick of picks) {
            const cut = pick % items.length;
            const past = items.slice(0, cut + 1);
            for (const systemId of new Set(items.map(lifeOf))) {
              const expected = foldSystemRecord(
                past.map(({ stored }) => stored),
                systemId,
              );
              for (const asOf of [items[cut]!.position, String(BigInt(items[cut]!.position) + 1n)]) {
                // The position after the last event is not reached yet.
                if (cut === items.length - 1 && asOf !== items[cut]!.position) continue;
                const found = get(systemId, { asOf });
                const { occurredAt } = items[cut]!.stored.event.metadata;
                const moment = new Date(Math.min(Date.parse(occurredAt), T0.getTime()));
                if (expected) expect((await found).system).toEqual(systemAt(expected.system, moment));
                else await expect(found).rejects.toMatchObject({ code: 'NOT_FOUND' });
              }
            }
          }
        }),
        { numRuns: 40 },
      ),
    );
  });

  it('includes the events that occurred exactly at the time of asOf', async () => {
    const [first, ...rest] = registered().map((event, index) =>
      recorded(event, { occurredAt: at(index * MINUTE).toISOString() }),
    );
    await added('Timed', [first!, ...rest]);
    const asOf = async (time: string) => (await get(idOf('Timed'), { asOf: time })).system;
    expect(await asOf(at(0).toISOString())).toMatchObject({ version: 1, status: 'PENDING' });
    expect((await asOf(at(MINUTE).toISOString())).version).toBe(2);
    expect((await asOf(at(2 * MINUTE - 1).toISOString())).version).toBe(2);
    expect(
      (
        await asOf(
          at(2 * MINUTE)
            .toISOString()
            .replace('Z', '+00:00'),
        )
      ).version,
    ).toBe(3);
    expect(await asOf(at(24 * HOUR).toISOString())).toMatchObject({ status: 'REGISTERED', version: rest.length + 1 });
    await expect(asOf(at(-1).toISOString())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('waits for a position of asOf that is not reached yet', async () => {
    const items = await added('Ahead', pending());
    const beyond = String(BigInt(items.at(-1)!.position) + 1n);
    await expect(get(idOf('Ahead'), { asOf: beyond })).rejects.toMatchObject({
      code: 'READ_MODEL_BEHIND',
      retryAfter: 1,
    });
  });

  it.each([
    '',
    'yesterday',
    '2026-01-05',
    '2026-01-05T10:00:00',
    '2026-02-30T10:00:00Z',
    '0000-01-01T00:00:00Z',
    '0000-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '-1',
    '1.5',
    '1'.repeat(21),
  ])('refuses asOf %j', async (asOf) => {
    await expect(get(idOf('Mine'), { asOf })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      more: { errors: [{ field: 'asOf' }] },
    });
  });
});

function lifeOf(item: EventItem): string {
  return item.stored.event.data.systemId;
}
