import { RPC } from '@system-landscape/contracts';
import { HOUR, T0, TokenIssuanceHarness } from '../testing/token-issuance-harness.js';

let harness: TokenIssuanceHarness;
let readModel: { readonly close: () => void } | undefined;

beforeAll(async () => {
  harness = await TokenIssuanceHarness.start();
  await harness.startInstance({ MAX_LIVE_TOKENS: '3' });
});
afterAll(() => harness.stop());
let hours = 0;
// An hour later no cached count is valid.
beforeEach(() => harness.clock.set(new Date(T0.getTime() + (hours += 1) * HOUR)));
afterEach(() => {
  readModel?.close();
  readModel = undefined;
});

const refused = { code: 'TOKEN_LIMIT_REACHED' };

describe('at most MAX_LIVE_TOKENS live tokens per account and type (X-01)', () => {
  it('X-01: refuses one more', async () => {
    readModel = harness.readModel({ count: () => 3 });
    await expect(harness.register({ type: 'successfactors' })).rejects.toMatchObject(refused);
  });

  it('X-01: adds the tokens that it has issued to the cached count', async () => {
    let asked = 0;
    let issued = 0;
    readModel = harness.readModel({
      count: () => {
        asked += 1;
        return issued;
      },
    });
    for (; issued < 3; issued += 1) await harness.register({ type: 'marketing-cloud' });
    expect(asked).toBe(1);

    await expect(harness.register({ type: 'marketing-cloud' })).rejects.toMatchObject(refused);
    expect(asked).toBe(2);
  });

  it.each([
    { live: 0, where: 'far below the cap', afterMs: 29_999, asks: 1 },
    { live: 0, where: 'far below the cap', afterMs: 30_000, asks: 2 },
    { live: 1, where: 'near the cap', afterMs: 1_999, asks: 1 },
    { live: 1, where: 'near the cap', afterMs: 2_000, asks: 2 },
  ])('X-01: has queried the read model $asks times after $afterMs ms $where', async ({ live, afterMs, asks }) => {
    let asked = 0;
    readModel = harness.readModel({
      count: () => {
        asked += 1;
        return live;
      },
    });
    await harness.register({ type: 'commerce-cloud' });
    harness.clock.advance(afterMs);
    await harness.register({ type: 'commerce-cloud' });
    expect(asked).toBe(asks);
  });

  it('X-01: a refusal comes from a new count, which includes what was issued last', async () => {
    let waitedFor: string | undefined;
    let live = 2;
    readModel = harness.readModel({
      count: ({ minPosition }) => {
        waitedFor = minPosition;
        return live;
      },
    });
    const { position } = await harness.register({ type: 'field-service-management' });
    live = 0;

    await harness.register({ type: 'field-service-management' });
    expect(waitedFor).toBe(position);
  });

  it('X-01: counts types and accounts apart', async () => {
    readModel = harness.readModel({ count: ({ type }) => (type === 'cloud-for-customer' ? 3 : 0) });
    await expect(harness.register({ type: 'cloud-for-customer' })).rejects.toMatchObject(refused);
    await expect(harness.register({ type: 'commerce-cloud' })).resolves.toBeDefined();
  });

  it('X-01: a live token may be replaced at the limit, an expired one may not', async () => {
    readModel = harness.readModel({ count: () => 0 });
    const { system } = await harness.register({ type: 's4hana-cloud' });
    readModel.close();
    readModel = harness.readModel({ count: () => 3 });
    harness.clock.advance(HOUR);

    await expect(harness.issue(system.id)).resolves.toBeDefined();
    harness.clock.advance(168 * HOUR);
    await expect(harness.display(system.id)).rejects.toMatchObject(refused);
    await expect(harness.issue(system.id)).rejects.toMatchObject(refused);
  });

  it('X-01: applies no cap while the read model is unreachable', async () => {
    for (let times = 0; times < 5; times += 1) {
      await expect(harness.register({ type: 'integrated-business-planning' })).resolves.toBeDefined();
    }
  });

  it('X-01: applies no cap while the read model is behind', async () => {
    readModel = harness.answerWithError(RPC.projection.countLiveTokens);
    await expect(harness.register({ type: 's4hana-cloud' })).resolves.toBeDefined();
  });
});
