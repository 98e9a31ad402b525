import { ApiConsumer, foldOfLog, type AddedAnswer, type SystemAnswer } from '@system-landscape/e2e';
import { nameIdOf, parseSystemId, STEPS, systemStream, type Step } from '@system-landscape/domain';
import { createEventStoreClient } from '@system-landscape/event-store';
import { startLocalPlatform, type LocalPlatform } from '@system-landscape/local';
import { eventually } from '@system-landscape/test-support';
import { Console } from 'node:console';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TenantProxy, type Moment } from './tenant-proxy.js';

/*
 * Every step of both sagas × every component × killed before and after the step's call of the tenant. In the short form,
 * the four steps of a saga share one kill (four systems, each held at another step) and tenants answer synchronously.
 * CRASH_MATRIX=full has a kill for each cell, and asynchronous tenants, too.
 */
const FULL = process.env['CRASH_MATRIX'] === 'full';
const MODES = FULL ? ['ok', 'async-poll', 'async-callback'] : ['ok'];
const STEPS_PER_KILL: readonly (readonly Step[])[] = FULL ? STEPS.map((step) => [step]) : [STEPS];
const MOMENTS: readonly Moment[] = ['before', 'after'];
const VICTIMS = ['the saga', 'event-store', 'nats', 'projection', 'tenant-simulator'] as const;

const ACCOUNT = 'ga-demo';
const TENANT = 'my300001';
const SYSTEMS = `/v1/global-accounts/${ACCOUNT}/systems`;

interface Effect {
  readonly systemId: string;
  readonly step: string;
  readonly action: 'perform' | 'take-back';
  readonly idempotencyKey: string;
  readonly calls: number;
}

interface Row {
  readonly saga: string;
  readonly killed: string;
  readonly moment: string;
  readonly tenant: string;
  readonly steps: string;
  readonly calls: number;
  readonly ended: string;
}

const titleOf = (steps: readonly Step[]) => (steps.length === STEPS.length ? 'every step' : steps.join(', '));

const table: Row[] = [];
let dataDir: string;
let proxy: TenantProxy;
let platform: LocalPlatform;
let account: ApiConsumer;
let tenant: ApiConsumer;
const systemIds: string[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'landscape-matrix-'));
  proxy = await TenantProxy.start();
  platform = await startLocalPlatform({
    dataDir,
    ports: 'ephemeral',
    env: { TENANT_URL_TEMPLATE: `${proxy.url}/tenants/{tenantId}`, RETRY_MAX_DELAY: 'PT2S' },
  });
  proxy.target = platform.urls.tenantSimulator;
  account = await ApiConsumer.signIn(platform, 'ga-admin');
  tenant = await ApiConsumer.signIn(platform, 'tenant-admin');
});
afterAll(async () => {
  new Console(process.stdout).table(table);
  await platform?.stop();
  await proxy?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const cells = MODES.flatMap((mode) =>
  VICTIMS.flatMap((victim) =>
    MOMENTS.flatMap((moment) =>
      STEPS_PER_KILL.map((steps) => ({ mode, victim, moment, steps, title: titleOf(steps) })),
    ),
  ),
);

describe('R4 R8: a kill in the middle of a step ends no saga and repeats no effect', () => {
  it.each(cells)('$victim killed $moment the call of $title, tenant $mode', async ({ mode, victim, moment, steps }) => {
    await setFault(mode);
    const systems = await Promise.all(steps.map(add));
    systemIds.push(...systems.map(({ system }) => system.id));
    const ids = systems.map(({ system }) => system.id);

    const registered = await runSagaWithKill({ saga: 'registration', victim, moment, mode, steps, ids }, () =>
      Promise.all(systems.map(redeem)),
    );
    expect(registered).toEqual(Array(ids.length).fill('REGISTERED'));
    expect(await effectsOn(ids, 'perform')).toEqual(once(ids, 1, STEPS));

    const deregistered = await runSagaWithKill({ saga: 'deregistration', victim, moment, mode, steps, ids }, () =>
      Promise.all(ids.map(deregister)),
    );
    expect(deregistered).toEqual(Array(ids.length).fill('DEREGISTERED'));
    expect(await effectsOn(ids, 'take-back')).toEqual(once(ids, 2, STEPS.toReversed()));
  });

  it('leaves a read model that equals a fold of the log', async () => {
    const folded = await foldOfLog(platform.urls.eventStore);
    expect(folded.size).toBe(systemIds.length);
    for (const systemId of systemIds) expect(await show(systemId)).toEqual(folded.get(systemId)?.system);
  });
});

interface Cell {
  readonly saga: 'registration' | 'deregistration';
  readonly victim: (typeof VICTIMS)[number];
  readonly moment: Moment;
  readonly mode: string;
  readonly steps: readonly Step[];
  readonly ids: readonly string[];
}

/** Starts a saga for each system, holds it at its step, kills the victim and restarts it. Returns the final statuses. */
async function runSagaWithKill(cell: Cell, start: () => Promise<unknown>): Promise<string[]> {
  const { saga, victim, moment, mode, steps, ids } = cell;
  const component = victim === 'the saga' ? saga : victim;
  const held = proxy.hold(
    moment,
    steps.map((step, index) => ({ systemId: ids[index]!, step })),
  );
  await start();
  await held.complete;
  const acknowledged = await eventIds(ids);

  await platform.kill(component);
  held.release();
  await platform.restart(component);

  const ending = ['REGISTERED', 'ERROR', 'DEREGISTERED', 'DEREGISTER_ERROR'];
  const statuses = await Promise.all(
    ids.map((systemId) =>
      eventually(
        async () => {
          const { status, registration } = await show(systemId);
          const inThisSaga = registration?.attempt === (saga === 'registration' ? 1 : 2);
          return inThisSaga && ending.includes(status) ? status : undefined;
        },
        { deadlineMs: 90_000, everyMs: 100, what: `${systemId} to end its ${saga}` },
      ),
    ),
  );
  const now = await eventIds(ids);
  for (const [index, before] of acknowledged.entries()) expect(now[index]!.slice(0, before.length)).toEqual(before);
  table.push({
    ...{ saga, killed: component, moment, tenant: mode, steps: titleOf(steps) },
    calls: (await effects(ids)).reduce((sum, { calls }) => sum + calls, 0),
    ended: [...new Set(statuses)].join(' '),
  });
  return statuses;
}

async function add(): Promise<AddedAnswer> {
  const name = `system ${randomUUID()}`;
  const added = await account.persist<AddedAnswer>('POST', SYSTEMS, { name, type: 's4hana-cloud' });
  expect(added.status).toBe(201);
  expect(parseSystemId(added.body.system.id)?.nameId).toBe(nameIdOf(ACCOUNT, name));
  return added.body;
}

async function redeem({ integrationToken }: AddedAnswer): Promise<void> {
  const body = { integrationToken: integrationToken.value };
  expect((await tenant.persist('POST', `/v1/tenants/${TENANT}/extensions`, body)).status).toBe(202);
}

async function deregister(systemId: string): Promise<void> {
  expect((await account.persist('POST', `${SYSTEMS}/${systemId}/deregistration`)).status).toBe(202);
}

async function show(systemId: string): Promise<SystemAnswer> {
  return (await account.persist<SystemAnswer>('GET', `${SYSTEMS}/${systemId}`)).body;
}

async function setFault(mode: string): Promise<void> {
  const answer = await fetch(`${platform.urls.tenantSimulator}/faults/${TENANT}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mode }),
  });
  expect(answer.ok).toBe(true);
}

async function effects(ids: readonly string[]): Promise<Effect[]> {
  const pages = await Promise.all(
    ids.map(async (systemId) => {
      const answer = await fetch(`${platform.urls.tenantSimulator}/effects/${TENANT}?systemId=${systemId}`);
      return ((await answer.json()) as { items: Effect[] }).items;
    }),
  );
  return pages.flat();
}

/** Keys of the effects of one kind, per system, in their order. */
async function effectsOn(ids: readonly string[], action: Effect['action']): Promise<string[]> {
  return (await effects(ids)).filter((effect) => effect.action === action).map(({ idempotencyKey }) => idempotencyKey);
}

function once(ids: readonly string[], attempt: number, steps: readonly Step[]): string[] {
  return ids.flatMap((systemId) => steps.map((step) => `${systemId}/${attempt}/${step}`));
}

/** Ids of the events in the stream of each system. */
async function eventIds(ids: readonly string[]): Promise<string[][]> {
  const client = createEventStoreClient(platform.urls.eventStore);
  const streams = await Promise.all(
    ids.map(async (systemId) => {
      const found: string[] = [];
      for await (const { event } of client.readStream(systemStream(parseSystemId(systemId)!.nameId))) {
        if (event) found.push(event.id);
      }
      return found;
    }),
  );
  await client.dispose();
  return streams;
}
