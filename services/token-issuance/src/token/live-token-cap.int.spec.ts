import { SUBJECTS } from '@system-landscape/contracts';
import { HOUR, T0, TokenIssuanceBench } from '../testing/token-issuance-bench.js';

let bench: TokenIssuanceBench;
let readModel: { readonly close: () => void } | undefined;

beforeAll(async () => {
  bench = await TokenIssuanceBench.start();
  await bench.startInstance({ MAX_LIVE_TOKENS: '3' });
});
afterAll(() => bench.stop());
let hours = 0;
// What was counted before is too old now.
beforeEach(() => bench.clock.set(new Date(T0.getTime() + (hours += 1) * HOUR)));
afterEach(() => {
  readModel?.close();
  readModel = undefined;
});

const refused = { code: 'TOKEN_LIMIT_REACHED' };

describe('at most MAX_LIVE_TOKENS live tokens per account and type (X-01)', () => {
  it('X-01: refuses one more', async () => {
    readModel = bench.readModel({ count: () => 3 });
    await expect(bench.register({ type: 'successfactors' })).rejects.toMatchObject(refused);
  });

  it('X-01: counts what it has issued itself, though the read model is not asked each time', async () => {
    let asked = 0;
    let issued = 0;
    readModel = bench.readModel({
      count: () => {
        asked += 1;
        return issued;
      },
    });
    for (; issued < 3; issued += 1) await bench.register({ type: 'marketing-cloud' });
    expect(asked).toBe(1);

    await expect(bench.register({ type: 'marketing-cloud' })).rejects.toMatchObject(refused);
    expect(asked).toBe(2);
  });

  it.each([
    { live: 0, where: 'far below the cap', afterMs: 29_999, asks: 1 },
    { live: 0, where: 'far below the cap', afterMs: 30_000, asks: 2 },
    { live: 1, where: 'near the cap', afterMs: 1_999, asks: 1 },
    { live: 1, where: 'near the cap', afterMs: 2_000, asks: 2 },
  ])('X-01: has asked $asks times after $afterMs ms $where', async ({ live, afterMs, asks }) => {
    let asked = 0;
    readModel = bench.readModel({
      count: () => {
        asked += 1;
        return live;
      },
    });
    await bench.register({ type: 'commerce-cloud' });
    bench.clock.advance(afterMs);
    await bench.register({ type: 'commerce-cloud' });
    expect(asked).toBe(asks);
  });

  it('X-01: a refusal comes from a new count, which includes what was issued last', async () => {
    let waitedFor: string | undefined;
    let live = 2;
    readModel = bench.readModel({
      count: ({ minPosition }) => {
        waitedFor = minPosition;
        return live;
      },
    });
    const { position } = await bench.register({ type: 'field-service-management' });
    live = 0;

    await bench.register({ type: 'field-service-management' });
    expect(waitedFor).toBe(position);
  });

  it('X-01: counts types and accounts apart', async () => {
    readModel = bench.readModel({ count: ({ type }) => (type === 'cloud-for-customer' ? 3 : 0) });
    await expect(bench.register({ type: 'cloud-for-customer' })).rejects.toMatchObject(refused);
    await expect(bench.register({ type: 'commerce-cloud' })).resolves.toBeDefined();
  });

  it('X-01: a live token may be replaced at the limit, an expired one may not', async () => {
    readModel = bench.readModel({ count: () => 0 });
    const { system } = await bench.register({ type: 's4hana-cloud' });
    readModel.close();
    readModel = bench.readModel({ count: () => 3 });
    bench.clock.advance(HOUR);

    await expect(bench.issue(system.id)).resolves.toBeDefined();
    bench.clock.advance(168 * HOUR);
    await expect(bench.display(system.id)).rejects.toMatchObject(refused);
    await expect(bench.issue(system.id)).rejects.toMatchObject(refused);
  });

  it('X-01: is soft: a read model that is not there keeps nobody from registering', async () => {
    for (let times = 0; times < 5; times += 1) {
      await expect(bench.register({ type: 'integrated-business-planning' })).resolves.toBeDefined();
    }
  });

  it('X-01: is soft: nor does one that is behind', async () => {
    readModel = bench.answerWithError(SUBJECTS.projection.countLiveTokens);
    await expect(bench.register({ type: 's4hana-cloud' })).resolves.toBeDefined();
  });
});
