import { ApiConsumer, type AddedAnswer, type Answer, type SystemAnswer } from '@system-landscape/e2e';
import { startLocalPlatform, type LocalPlatform } from '@system-landscape/local';
import { eventually } from '@system-landscape/test-support';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atOnce, outcomeOf, race, ROUNDS } from './race.js';

const ACCOUNT = '/v1/global-accounts/ga-demo';
const SYSTEMS = `${ACCOUNT}/systems`;
const FORMATIONS = `${ACCOUNT}/formations`;
const EXTENSIONS = '/v1/tenants/my300001/extensions';
const TOKEN_VALIDITY_S = 60;
const EXPIRING_AT_ONCE = 50;
const LONG_ENOUGH_MS = 300_000 + ROUNDS * 2_000;

let dataDir: string;
let clockFile: string;
let clockOffsetMs = 0;
let platform: LocalPlatform;
let account: ApiConsumer;
let tenant: ApiConsumer;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'landscape-races-'));
  clockFile = join(dataDir, 'clock-offset');
  platform = await startLocalPlatform({
    dataDir,
    ports: 'ephemeral',
    env: {
      CLOCK_FILE: clockFile,
      TOKEN_VALIDITY: `PT${TOKEN_VALIDITY_S}S`,
      EXPIRY_SWEEP_INTERVAL: 'PT0.2S',
    },
    instances: { registration: 2, 'token-issuance': 2, deregistration: 2, assignment: 2, gateway: 2 },
  });
  account = await ApiConsumer.signIn(platform, 'ga-admin');
  tenant = await ApiConsumer.signIn(platform, 'tenant-admin');
});
afterAll(async () => {
  await platform?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Expects that every round had one of the allowed outcomes: one success and the matching refusal. */
function expectOutcomes(counts: Record<string, number>, allowed: readonly string[]): void {
  expect(allowed).toEqual(expect.arrayContaining(Object.keys(counts)));
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(ROUNDS);
}

describe('Of two concurrent requests one succeeds, and the other gets a typed refusal', () => {
  it(
    'M-16 N-14: redeem × redeem',
    async () => {
      const counts = await race(async () => {
        const added = await add();
        const [one, other] = await atOnce(redeem(added), redeem(added));
        const { items } = await historyOf(added.system.id, one, other);
        expect(items.filter(({ type }) => type === 'IntegrationTokenRedeemed')).toHaveLength(1);
        return `${outcomeOf(one)} | ${outcomeOf(other)}`;
      });
      expectOutcomes(counts, ['202 | 409 TOKEN_USED', '409 TOKEN_USED | 202']);
    },
    LONG_ENOUGH_MS,
  );

  it(
    'M-15 M-16 R2 R3: redeem × replace token',
    async () => {
      const counts = await race(async () => {
        const added = await add();
        const replace = () => account.call('POST', `${SYSTEMS}/${added.system.id}/integration-token`);
        const [redeemed, replaced] = await atOnce(redeem(added), replace);
        if (replaced.status === 201) {
          const { value } = replaced.body as unknown as AddedAnswer['integrationToken'];
          const again = await tenant.call('POST', EXTENSIONS, { body: { integrationToken: value } });
          expect(outcomeOf(again)).toBe('202');
        }
        return `${outcomeOf(redeemed)} | ${outcomeOf(replaced)}`;
      });
      expectOutcomes(counts, ['202 | 409 TOKEN_NOT_AVAILABLE', '409 TOKEN_REVOKED | 201']);
    },
    LONG_ENOUGH_MS,
  );

  it(
    'R3 R11: redeem × cancel',
    async () => {
      const counts = await race(async () => {
        const added = await add();
        const cancel = () => account.call('DELETE', `${SYSTEMS}/${added.system.id}`);
        const [redeemed, cancelled] = await atOnce(redeem(added), cancel);
        const { status } = await show(added.system.id, redeemed, cancelled);
        expect(status === 'REMOVED').toBe(cancelled.status === 204);
        return `${outcomeOf(redeemed)} | ${outcomeOf(cancelled)}`;
      });
      expectOutcomes(counts, ['202 | 409 CANCEL_BLOCKED_STATUS', '409 TOKEN_REVOKED | 204']);
    },
    LONG_ENOUGH_MS,
  );

  it(
    'M-13 M-14: redeem × expiry, while both instances sweep',
    async () => {
      for (let begun = 0; begun < ROUNDS; begun += EXPIRING_AT_ONCE) {
        const added = await Promise.all(
          Array.from({ length: Math.min(EXPIRING_AT_ONCE, ROUNDS - begun) }, () => add()),
        );
        const redemptions = added.map((each, index) => {
          // The tokens expire during the race.
          if (index === Math.floor(added.length / 2)) advanceClock((TOKEN_VALIDITY_S + 1) * 1_000);
          return redeem(each)();
        });
        const answers = await Promise.all(redemptions);
        for (const [index, answer] of answers.entries()) {
          expect(['202', '409 TOKEN_EXPIRED']).toContain(outcomeOf(answer));
          const expected = answer.status === 202 ? 'USED' : 'EXPIRED';
          const { id } = added[index]!.system;
          await eventually(async () => (await show(id)).token?.state === expected, { what: `${id} to be ${expected}` });
          // A token is expired from its moment on, also before a sweep has recorded it.
          const ends = await eventually(() => endsOfTokenOf(id), { what: `${id} to have an end of its token` });
          expect(ends).toHaveLength(1);
        }
      }
    },
    LONG_ENOUGH_MS,
  );

  it(
    'M-20: add × add of one name',
    async () => {
      const counts = await race(async () => {
        const name = `system ${randomUUID()}`;
        const addIt = (type: string) => () => account.call('POST', SYSTEMS, { body: { name, type } });
        const [one, other] = await atOnce(addIt('s4hana-cloud'), addIt('successfactors'));
        return `${outcomeOf(one)} | ${outcomeOf(other)}`;
      });
      expectOutcomes(counts, ['201 | 409 NAME_IN_USE', '409 NAME_IN_USE | 201']);
    },
    LONG_ENOUGH_MS,
  );

  it(
    'M-24 N-06: include in formation × deregister',
    async () => {
      const formation = await createFormation();
      const counts = await race(async () => {
        const systemId = await registered();
        const [included, deregistered] = await atOnce(include(formation, systemId), deregister(systemId));
        const system = await show(systemId, included, deregistered);
        if (included.status === 204) {
          expect(deregistered.body['blockers']).toEqual([
            expect.objectContaining({ kind: 'formation', id: formation }),
          ]);
          expect(system.status).toBe('REGISTERED');
          expect(system.formations).toHaveLength(1);
        } else {
          expect(system.formations).toEqual([]);
        }
        return `${outcomeOf(included)} | ${outcomeOf(deregistered)}`;
      });
      expectOutcomes(counts, ['204 | 409 DEREGISTER_BLOCKED_REFERENCES', '409 SYSTEM_NOT_REGISTERED | 202']);
    },
    LONG_ENOUGH_MS,
  );

  it(
    'N-06: include in formation × delete formation: no system stays in a deleted formation',
    async () => {
      const counts = await race(async () => {
        const [formation, systemId] = await Promise.all([createFormation(), registered()]);
        const remove = () => account.call('DELETE', `${FORMATIONS}/${formation}`);
        const [included, deleted] = await atOnce(include(formation, systemId), remove);
        await eventually(async () => (await account.call('GET', `${FORMATIONS}/${formation}`)).status === 404);
        await eventually(async () => (await show(systemId)).formations.length === 0, { what: 'the exclusion' });
        return `${outcomeOf(included)} | ${outcomeOf(deleted)}`;
      });
      expectOutcomes(counts, ['204 | 204', '404 NOT_FOUND | 204']);
    },
    LONG_ENOUGH_MS,
  );

  it(
    'N-10 R7: deregister × delete extension',
    async () => {
      const counts = await race(async () => {
        const systemId = await registered();
        const { registration } = await show(systemId);
        const remove = () => tenant.call('DELETE', `${EXTENSIONS}/${registration!.extensionId}`);
        const [deregistered, deleted] = await atOnce(deregister(systemId), remove);
        const { items } = await historyOf(systemId, deregistered, deleted);
        expect(items.filter(({ type }) => type === 'DeregistrationStarted')).toHaveLength(1);
        return `${outcomeOf(deregistered)} | ${outcomeOf(deleted)}`;
      });
      // The loser finds a deregistration that is running or has ended.
      expectOutcomes(counts, [
        '202 | 409 EXTENSION_BUSY',
        '202 | 404 NOT_FOUND',
        '409 DEREGISTER_BLOCKED_STATUS | 202',
      ]);
    },
    LONG_ENOUGH_MS,
  );
});

interface RacingSystem extends SystemAnswer {
  readonly token?: { readonly state: string };
  readonly formations: readonly { readonly id: string }[];
  readonly registration?: { readonly attempt: number; readonly state: string; readonly extensionId: string };
}

async function add(): Promise<AddedAnswer> {
  const added = await account.call<AddedAnswer>('POST', SYSTEMS, {
    body: { name: `system ${randomUUID()}`, type: 's4hana-cloud' },
  });
  expect(added.status).toBe(201);
  return added.body;
}

const redeem =
  ({ integrationToken }: AddedAnswer) =>
  () =>
    tenant.call('POST', EXTENSIONS, { body: { integrationToken: integrationToken.value }, key: randomUUID() });

const deregister = (systemId: string) => () => account.call('POST', `${SYSTEMS}/${systemId}/deregistration`);

const include = (formationId: string, systemId: string) => () =>
  account.call('PUT', `${FORMATIONS}/${formationId}/systems/${systemId}`);

async function createFormation(): Promise<string> {
  const created = await account.call<{ id: string }>('POST', FORMATIONS, {
    body: { name: `formation ${randomUUID()}` },
  });
  expect(created.status).toBe(201);
  return created.body.id;
}

async function registered(): Promise<string> {
  const added = await add();
  expect((await redeem(added)()).status).toBe(202);
  const { id } = added.system;
  await eventually(async () => (await show(id)).status === 'REGISTERED', { what: `${id} to be Registered` });
  return id;
}

/** Reads at the position of the writes. */
async function show(systemId: string, ...writes: Answer[]): Promise<RacingSystem> {
  const shown = await account.call<RacingSystem>('GET', `${SYSTEMS}/${systemId}${after(writes)}`);
  expect(shown.status).toBe(200);
  return shown.body;
}

/** The events that end the tokens of a system; undefined while there are none. */
async function endsOfTokenOf(systemId: string): Promise<string[] | undefined> {
  const { items } = await historyOf(systemId);
  const ends = items.map(({ type }) => type).filter((type) => /^IntegrationToken(Redeemed|Expired)$/.test(type));
  return ends.length === 0 ? undefined : ends;
}

async function historyOf(systemId: string, ...writes: Answer[]): Promise<{ items: { type: string }[] }> {
  const path = `${SYSTEMS}/${systemId}/history${after(writes)}`;
  const shown = await account.call<{ items: { type: string }[] }>('GET', path);
  expect(shown.status).toBe(200);
  return shown.body;
}

function after(writes: readonly Answer[]): string {
  const positions = writes.flatMap(({ headers }) => headers.get('landscape-position') ?? []).map(BigInt);
  if (positions.length === 0) return '';
  return `?minPosition=${positions.reduce((one, other) => (one > other ? one : other))}`;
}

function advanceClock(milliseconds: number): void {
  clockOffsetMs += milliseconds;
  writeFileSync(clockFile, String(clockOffsetMs));
}
