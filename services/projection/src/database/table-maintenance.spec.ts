import { TableMaintenance } from './table-maintenance.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A database that records its statements; the test decides when a `vacuum` ends. */
function database({ eventsInHistory = 0 } = {}) {
  const vacuumed: string[] = [];
  const errors: unknown[] = [];
  let next: { done: () => void; fail: (error: Error) => void } | undefined;
  const query = (sql: string): Promise<readonly object[]> => {
    if (sql.startsWith('select')) return Promise.resolve([{ events: 5_000 }]);
    vacuumed.push(sql.replace('vacuum (analyze) ', ''));
    return new Promise((resolve, reject) => (next = { done: () => resolve([]), fail: reject }));
  };
  const maintenance = new TableMaintenance(query, eventsInHistory, (error) => errors.push(error));
  const time = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  const done = async () => {
    next?.done();
    await time(0);
  };
  const all = async () => {
    let before: number;
    do {
      before = vacuumed.length;
      await done();
      await time(100);
    } while (vacuumed.length > before);
  };
  return { maintenance, vacuumed, errors, time, done, all, fail: (error: Error) => next?.fail(error) };
}

it('table maintenance covers each table in an idle moment after a thousand events', async () => {
  const { maintenance, vacuumed, time, all } = database({ eventsInHistory: 100_000 });
  await maintenance.afterCommit(999);
  await time(1_000);
  expect(vacuumed).toEqual([]);

  await maintenance.afterCommit(1);
  await time(99);
  expect(vacuumed).toEqual([]);
  await time(1);
  await all();
  expect(vacuumed).toContain('read_model.systems');
  expect(vacuumed).toContain('read_model_beside.history');
  expect(new Set(vacuumed).size).toBe(vacuumed.length);

  const once = vacuumed.length;
  await maintenance.afterCommit(999);
  await time(1_000);
  expect(vacuumed).toHaveLength(once);
});

it('table maintenance postpones the other tables to the next idle moment after a commit', async () => {
  const { maintenance, vacuumed, time, done, all } = database({ eventsInHistory: 100_000 });
  await maintenance.afterCommit(1_000);
  await time(100);
  expect(vacuumed).toHaveLength(1);
  await done();
  await time(99);
  await maintenance.afterCommit(1);
  await time(99);
  expect(vacuumed).toHaveLength(1);

  await time(1);
  await all();
  expect(new Set(vacuumed).size).toBe(vacuumed.length);
  expect(vacuumed.length).toBeGreaterThan(5);
});

it('table maintenance covers one table after each commit when the history has doubled without an idle moment', async () => {
  const { maintenance, vacuumed, time, done } = database({ eventsInHistory: 2_000 });
  for (let commit = 0; commit < 199; commit += 1) {
    await maintenance.afterCommit(10);
    await time(50);
  }
  expect(vacuumed).toEqual([]);
  const maintained = maintenance.afterCommit(10);
  expect(vacuumed).toHaveLength(1);
  await done();
  await maintained;
  expect(vacuumed).toHaveLength(1);
  void maintenance.afterCommit(10);
  expect(vacuumed).toHaveLength(2);
});

it('table maintenance reports an error in the background and continues in the next idle moment', async () => {
  const { maintenance, vacuumed, errors, time, fail } = database({ eventsInHistory: 100_000 });
  await maintenance.afterCommit(1_000);
  await time(100);
  fail(new Error('disk full'));
  await time(0);
  expect(errors).toEqual([new Error('disk full')]);
  expect(vacuumed).toHaveLength(1);
  await maintenance.afterCommit(1);
  await time(100);
  expect(vacuumed).toHaveLength(2);
});

it('table maintenance stops after the current table', async () => {
  const { maintenance, vacuumed, time, done } = database({ eventsInHistory: 100_000 });
  await maintenance.afterCommit(1_000);
  await time(100);
  let stopped = false;
  const stopping = maintenance.stop().then(() => (stopped = true));
  await time(0);
  expect(stopped).toBe(false);
  await done();
  await stopping;
  await time(1_000);
  expect(vacuumed).toHaveLength(1);
});
