import { contextOf, runInContext } from '@system-landscape/service-kit';
import { setImmediate } from 'node:timers/promises';
import type { Database } from '../database/database.js';
import { Positions } from './positions.js';

const LIMITS = { total: 6, perAccount: 4, perCaller: 2 };

/** A database of which only the position is asked. */
function databaseAt(position: () => string) {
  let looks = 0;
  const query = async () => {
    looks += 1;
    await setImmediate();
    return [{ position: position() }];
  };
  return { database: { query, shared: false } as unknown as Database, looks: () => looks };
}

const as = (subject: string, globalAccountId: string) => contextOf({ actor: { subject, roles: [], globalAccountId } });

describe('queries that wait for a position', () => {
  it('share one look at the database, now and after every advance', async () => {
    const { database, looks } = databaseAt(() => '0');
    const positions = new Positions(database, 60_000);
    const waits = Array.from({ length: 600 }, () => positions.waitFor('20'));
    await setImmediate();
    await setImmediate();
    expect(looks()).toBe(1);
    positions.advanceTo(10n);
    await setImmediate();
    await setImmediate();
    expect(looks()).toBe(2);
    positions.advanceTo(20n);
    await Promise.all(waits);
  });

  it('have a budget in all, for each account and for each caller; those above it are refused at once', async () => {
    const positions = new Positions(databaseAt(() => '0').database, 60_000, LIMITS);
    const waits: Promise<void>[] = [];
    const wait = (subject: string, account: string) => {
      const waiting = runInContext(as(subject, account), () => positions.waitFor('9'));
      waits.push(waiting);
      return waiting;
    };
    for (const caller of ['a1', 'a1', 'a2', 'a2']) void wait(caller, 'a');
    const behind = { code: 'READ_MODEL_BEHIND', retryAfter: 1 };
    await expect(wait('a1', 'other')).rejects.toMatchObject(behind);
    await expect(wait('a3', 'a')).rejects.toMatchObject(behind);
    void wait('b1', 'b');
    void wait('c1', 'c');
    await expect(wait('d1', 'd')).rejects.toMatchObject(behind);
    positions.advanceTo(9n);
    const outcomes = await Promise.allSettled(waits);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
    await Promise.all([1, 2].map(() => runInContext(as('a1', 'a'), () => positions.waitFor('9'))));
  });

  it('are not bounded when the platform asks for itself', async () => {
    const positions = new Positions(databaseAt(() => '0').database, 60_000, LIMITS);
    const waits = Array.from({ length: 20 }, () => positions.waitFor('9'));
    positions.advanceTo(9n);
    await Promise.all(waits);
  });
});
