import { eventually } from '@system-landscape/test-support';
import { writeFileSync } from 'node:fs';
import { TokenIssuanceHarness } from './testing/token-issuance-harness.js';

const DAY = 24 * 60 * 60_000;

let harness: TokenIssuanceHarness;
let clockFile: string;
/** Tokens that the read model lists as overdue, which the sweep decides from the stream. */
let overdue: { systemId: string; tokenId: string }[] = [];

beforeAll(async () => {
  harness = await TokenIssuanceHarness.start();
  clockFile = harness.environment.file('clock-offset');
  harness.readModel({ count: () => 0, overdue: () => overdue });
});
afterAll(() => harness.stop());

const setClock = (offsetMs: number) => writeFileSync(clockFile, String(offsetMs));

const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: unknown) => (error as { body?: { code: string; detail: string } }).body,
  );

it.each([30 * DAY, -30 * DAY])(
  'an instance whose clock is off by %d ms is not ready and decides nothing, until it is right',
  async (offset) => {
    setClock(offset);
    const service = await harness.startOwnProcess({
      CLOCK_FILE: clockFile,
      CLOCK_SKEW_BOUND: 'PT1M',
      EXPIRY_SWEEP_INTERVAL: 'PT0.1S',
    });
    const health = async () => {
      const response = await fetch(`${service.url}/health/ready`);
      return { status: response.status, body: (await response.json()) as { error?: { clock?: { message?: string } } } };
    };
    const what = new RegExp(
      `The clock of this instance is ${offset > 0 ? '259\\d{4} s ahead of' : '259\\d{4} s behind'} that of the event store`,
    );

    expect(await refusal(harness.register())).toMatchObject({
      code: 'UNAVAILABLE',
      detail: expect.stringMatching(what) as string,
    });
    const away = await health();
    expect(away.status).toBe(503);
    expect(away.body.error?.clock?.message).toMatch(what);

    setClock(0);
    await eventually(async () => (await health()).status === 200);
    await eventually(() => service.output().includes('The clock of this instance is right again'));
    const { system, integrationToken } = await harness.register();
    overdue = [{ systemId: system.id, tokenId: integrationToken.tokenId }];
    expect(await harness.eventsOf(system.id)).toHaveLength(2);

    setClock(offset);
    expect(await refusal(harness.issue(system.id))).toMatchObject({ code: 'UNAVAILABLE' });
    expect((await health()).status).toBe(503);
    expect(await harness.eventsOf(system.id)).toHaveLength(2);
    await service.stop();
    expect(service.output()).toMatch(what);
  },
);

it('a clock that a file moves is not compared, unless a bound is set', async () => {
  setClock(3 * DAY);
  const service = await harness.startOwnProcess({ CLOCK_FILE: clockFile });
  expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
  const { integrationToken } = await harness.register();
  expect(Date.parse(integrationToken.issuedAt)).toBeGreaterThan(Date.now() + 2 * DAY);
  await service.stop();
});

it('CLOCK_FILE is refused in production', async () => {
  setClock(0);
  const start = harness.startOwnProcess({ CLOCK_FILE: clockFile, NODE_ENV: 'production' });
  await expect(start).rejects.toThrow('CLOCK_FILE moves the time and is for tests; remove it');
});
