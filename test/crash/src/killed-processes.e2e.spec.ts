import { ApiConsumer, everySystem, foldOfLog, inParallel, type AddedAnswer } from '@system-landscape/e2e';
import { startLocalPlatform, type LocalPlatform } from '@system-landscape/local';
import { eventually } from '@system-landscape/test-support';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
/** `npm run test:crash` has more. */
const REGISTRATIONS = process.env['CRASH_MATRIX'] === 'full' ? 200 : 100;
const AT_ONCE = 16;

interface Effect {
  readonly systemId: string;
  readonly step: string;
  readonly idempotencyKey: string;
  readonly fencingNumber: number;
}

let dataDir: string;
let platform: LocalPlatform;
let account: ApiConsumer;
let tenant: ApiConsumer;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'landscape-crash-'));
  platform = await startLocalPlatform({ dataDir, ports: 'ephemeral' });
  account = await ApiConsumer.signIn(platform, 'ga-admin');
  tenant = await ApiConsumer.signIn(platform, 'tenant-admin');
});
afterAll(async () => {
  await platform?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe(`kill -9 in the middle of ${REGISTRATIONS} registrations, then a restart`, () => {
  it.each([
    'registration',
    'event-store',
    'nats',
    'projection',
    'tenant-simulator',
    'token-issuance',
    'gateway',
    'identity-provider',
    'deregistration',
    'assignment',
    'event-relay',
  ])('of %s loses no registration and repeats no effect', async (victim) => {
    let redeemed = 0;
    let crash: Promise<void> | undefined;
    const systemIds = await inParallel(REGISTRATIONS, AT_ONCE, async () => {
      const systemId = await addAndRedeem();
      redeemed += 1;
      if (redeemed === REGISTRATIONS / 2) crash = platform.kill(victim).then(() => platform.restart(victim));
      return systemId;
    });
    await crash;

    const allRegistered = async () => {
      expect(await statuses(systemIds)).toEqual({ REGISTERED: REGISTRATIONS });
      return true;
    };
    await eventually(allRegistered, { deadlineMs: 90_000, everyMs: 250, what: 'all systems to be Registered' });
    expect(effectsOf(await effects(), systemIds)).toEqual(
      systemIds.flatMap((systemId) => STEPS.map((step) => `${systemId}/1/${step}`)).sort(),
    );
  });

  it('leaves a read model that equals a fold of the log', async () => {
    const folded = await foldOfLog(platform.urls.eventStore);
    const shown = await everySystem(account);

    expect(shown.size).toBe(folded.size);
    for (const [systemId, { system }] of folded) expect(shown.get(systemId)).toEqual(system);
  });
});

const STEPS = [
  'activate-extension',
  'create-communication-system',
  'enable-communication-scenarios',
  'establish-trust',
];

async function addAndRedeem(): Promise<string> {
  const added = await account.persist<AddedAnswer>('POST', SYSTEMS, {
    name: `system ${randomUUID()}`,
    type: 's4hana-cloud',
  });
  expect(added.status).toBe(201);
  const { system, integrationToken } = added.body;
  const redeemed = await tenant.persist('POST', '/v1/tenants/my300001/extensions', {
    integrationToken: integrationToken.value,
  });
  expect(redeemed.status).toBe(202);
  return system.id;
}

async function statuses(systemIds: readonly string[]): Promise<Record<string, number>> {
  const shown = await everySystem(account);
  const counts: Record<string, number> = {};
  for (const systemId of systemIds) {
    const status = shown.get(systemId)?.status ?? 'unknown';
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

async function effects(): Promise<Effect[]> {
  const answer = await fetch(`${platform.urls.tenantSimulator}/effects/my300001`);
  return ((await answer.json()) as { items: Effect[] }).items;
}

/** Key and step of every effect on these systems, with repetitions. */
function effectsOf(all: readonly Effect[], systemIds: readonly string[]): string[] {
  const wanted = new Set(systemIds);
  return all
    .filter(({ systemId }) => wanted.has(systemId))
    .map(({ idempotencyKey }) => idempotencyKey)
    .sort();
}
