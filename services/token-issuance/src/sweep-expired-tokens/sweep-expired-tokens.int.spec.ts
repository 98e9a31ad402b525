import { eventually } from '@system-landscape/test-support';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OtherServices } from '../testing/other-services.js';
import { HOUR, T0, TokenIssuanceHarness } from '../testing/token-issuance-harness.js';
import { SweepExpiredTokens } from './sweep-expired-tokens.js';

interface Overdue {
  readonly systemId: string;
  readonly tokenId: string;
}

let harness: TokenIssuanceHarness;
let instances: NestFastifyApplication[];
/** Tokens that the read model lists as overdue. */
let overdue: Overdue[] = [];

beforeAll(async () => {
  harness = await TokenIssuanceHarness.start();
  instances = [await harness.startInstance(), await harness.startInstance()];
  harness.readModel({ overdue: ({ limit }) => overdue.slice(0, limit) });
});
afterAll(() => harness.stop());
beforeEach(() => {
  harness.clock.set(T0);
  overdue = [];
});

const sweepOf = (instance: NestFastifyApplication) => instance.get(SweepExpiredTokens);
const registered = async (): Promise<Overdue> => {
  const { system, integrationToken } = await harness.register();
  return { systemId: system.id, tokenId: integrationToken.tokenId };
};
const typesOf = async ({ systemId }: Overdue) => (await harness.eventsOf(systemId)).map(({ type }) => type);

describe('sweep-expired-tokens', () => {
  it('M-13: records the expiry of a token once, with the service as actor', async () => {
    const token = await registered();
    overdue = [token];
    harness.clock.advance(168 * HOUR);

    expect(await sweepOf(instances[0]!).execute()).toBe(1);
    expect(await sweepOf(instances[0]!).execute()).toBe(0);

    const last = (await harness.eventsOf(token.systemId)).at(-1)!;
    expect(last).toMatchObject({
      type: 'IntegrationTokenExpired',
      data: token,
      metadata: {
        globalAccountId: 'ga-demo',
        actor: { subject: 'token-issuance', roles: ['platform'] },
        occurredAt: harness.clock.now().toISOString(),
      },
    });
    expect(await harness.eventsOf(token.systemId)).toHaveLength(3);
  });

  it('treats the read model as a hint: records nothing for a token that has not expired', async () => {
    const [early, replaced, used, cancelled] = await Promise.all(Array.from({ length: 4 }, registered));
    await harness.issue(replaced!.systemId);
    await new OtherServices(harness).redeem(used!.systemId, used!.tokenId);
    await harness.cancel(cancelled!.systemId);
    const before = await Promise.all([early, replaced, used, cancelled].map((token) => typesOf(token!)));
    overdue = [
      early!,
      replaced!,
      used!,
      cancelled!,
      { systemId: early!.systemId, tokenId: 'unknown' },
      { systemId: early!.systemId.replace(/-1$/, '-7'), tokenId: early!.tokenId },
      { systemId: 'nonsense', tokenId: 'nonsense' },
    ];

    harness.clock.advance(168 * HOUR - 1);
    expect(await sweepOf(instances[0]!).execute()).toBe(0);
    expect(await Promise.all([early, replaced, used, cancelled].map((token) => typesOf(token!)))).toEqual(before);
  });

  it('records each token once when two instances sweep at the same time', async () => {
    const tokens = await Promise.all(Array.from({ length: 20 }, registered));
    overdue = tokens;
    harness.clock.advance(168 * HOUR);
    await Promise.all(instances.map((instance) => sweepOf(instance).execute()));

    for (const token of tokens) {
      expect(await typesOf(token)).toEqual(['SystemAdded', 'IntegrationTokenIssued', 'IntegrationTokenExpired']);
    }
  });

  it('M-15: displaying a token after the sweep issues a new one', async () => {
    const token = await registered();
    overdue = [token];
    harness.clock.advance(168 * HOUR);
    await sweepOf(instances[0]!).execute();

    expect((await harness.display(token.systemId)).integrationToken.replaced).toBe(true);
    expect((await typesOf(token)).slice(2)).toEqual(['IntegrationTokenExpired', 'IntegrationTokenIssued']);
  });

  it('runs by itself every EXPIRY_SWEEP_INTERVAL', async () => {
    const token = await registered();
    overdue = [token];
    harness.clock.advance(168 * HOUR);
    const sweeping = await harness.startInstance({ EXPIRY_SWEEP_INTERVAL: 'PT0.1S' });

    await eventually(async () => (await typesOf(token)).includes('IntegrationTokenExpired'), {
      what: 'the sweep that records the expired token',
    });
    await harness.stopInstance(sweeping);
  });
});
