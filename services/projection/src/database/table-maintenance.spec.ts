import { TableTending } from './table-tending.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A database that says what it was asked, and is done with a table when the test says so. */
function database({ eventsInHistory = 0 } = {}) {
  const asked: string[] = [];
  const troubles: unknown[] = [];
  let next: { done: () => void; fail: (error: Error) => void } | undefined;
  const query = (sql: string): Promise<readonly object[]> => {
    if (sql.startsWith('select')) return Promise.resolve([{ events: 5_000 }]);
    asked.push(sql.replace('vacuum (analyze) ', ''));
    return new Promise((resolve, reject) => (next = { done: () => resolve([]), fail: reject }));
  };
  const tending = new TableTending(query, eventsInHistory, (error) => troubles.push(error));
  const time = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  const done = async () => {
    next?.done();
    await time(0);
  };
  const all = async () => {
    let before: number;
    do {
      before = asked.length;
      await done();
      await time(100);
    } while (asked.length > before);
  };
  return { tending, asked, troubles, time, done, all, fail: (error: Error) => next?.fail(error) };
}

it('tends each table in a quiet moment after a thousand events', async () => {
  const { tending, asked, time, all } = database({ eventsInHistory: 100_000 });
  await tending.afterCommit(999);
  await time(1_000);
  expect(asked).toEqual([]);

  await tending.afterCommit(1);
  await time(99);
  expect(asked).toEqual([]);
  await time(1);
  await all();
  expect(asked).toContain('read_model.systems');
  expect(asked).toContain('read_model_beside.history');
  expect(new Set(asked).size).toBe(asked.length);

  const once = asked.length;
  await tending.afterCommit(999);
  await time(1_000);
  expect(asked).toHaveLength(once);
});

it('leaves the other tables for the next quiet moment when a commit comes', async () => {
  const { tending, asked, time, done, all } = database({ eventsInHistory: 100_000 });
  await tending.afterCommit(1_000);
  await time(100);
  expect(asked).toHaveLength(1);
  await done();
  await time(99);
  await tending.afterCommit(1);
  await time(99);
  expect(asked).toHaveLength(1);

  await time(1);
  await all();
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked.length).toBeGreaterThan(5);
});

it('waits for no quiet moment when the history has doubled: one table after each commit', async () => {
  const { tending, asked, time, done } = database({ eventsInHistory: 2_000 });
  for (let commit = 0; commit < 199; commit += 1) {
    await tending.afterCommit(10);
    await time(50);
  }
  expect(asked).toEqual([]);
  const tended = tending.afterCommit(10);
  expect(asked).toHaveLength(1);
  await done();
  await tended;
  expect(asked).toHaveLength(1);
  void tending.afterCommit(10);
  expect(asked).toHaveLength(2);
});

it('tells what went wrong while nobody waited, and goes on with the next quiet moment', async () => {
  const { tending, asked, troubles, time, fail } = database({ eventsInHistory: 100_000 });
  await tending.afterCommit(1_000);
  await time(100);
  fail(new Error('disk full'));
  await time(0);
  expect(troubles).toEqual([new Error('disk full')]);
  expect(asked).toHaveLength(1);
  await tending.afterCommit(1);
  await time(100);
  expect(asked).toHaveLength(2);
});

it('ends with the table that it is at', async () => {
  const { tending, asked, time, done } = database({ eventsInHistory: 100_000 });
  await tending.afterCommit(1_000);
  await time(100);
  let stopped = false;
  const stopping = tending.stop().then(() => (stopped = true));
  await time(0);
  expect(stopped).toBe(false);
  await done();
  await stopping;
  await time(1_000);
  expect(asked).toHaveLength(1);
});
