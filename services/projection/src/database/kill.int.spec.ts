import { registered } from '@system-landscape/domain/testing';
import { eventually } from '@system-landscape/test-support';
import { ProjectionHarness } from '../testing/projection-harness.js';
import { openStorage, libsqlFolder, type Storage } from '../testing/storages.js';

const KILLS = 2;
const SYSTEMS_PER_LIFE = 40;

let storage: Storage;
let harness: ProjectionHarness;

beforeAll(async () => {
  storage = await libsqlFolder();
  harness = await ProjectionHarness.start(storage);
});
afterAll(() => harness.stop());

it('an encrypted read model whose process is killed during writes has every event exactly once', async () => {
  let last = 0n;
  const appendSystems = async (life: number) => {
    const names = Array.from({ length: SYSTEMS_PER_LIFE }, (_, index) => `System ${index} of life ${life}`);
    const appended = await Promise.all(names.map((name) => harness.append(name, registered())));
    last = appended.map(({ position }) => BigInt(position)).reduce((one, other) => (other > one ? other : one));
  };
  const position = async () => BigInt((await harness.status()).position);

  for (let life = 1; life <= KILLS; life += 1) {
    const running = await harness.startOwnProcess();
    const before = await position();
    const appending = appendSystems(life);
    await eventually(async () => (await position()) > before, { what: 'the first of these systems' });
    await running.kill();
    expect(running.output()).not.toContain('rebuilt');
    await appending;
  }

  const running = await harness.startOwnProcess();
  await eventually(async () => (await position()) >= last, { what: 'the end of the log' });
  await running.kill();
  expect(running.output()).not.toContain('rebuilt');

  const database = await openStorage(storage);
  const [systems] = await database.query(
    'select cast(count(*) as integer) as rows, cast(count(distinct name) as integer) as names from systems',
  );
  const [history] = await database.query('select cast(count(*) as integer) as events from history');
  await database.close();
  const count = KILLS * SYSTEMS_PER_LIFE;
  expect({ ...systems, ...history }).toEqual({ rows: count, names: count, events: count * registered().length });
});
