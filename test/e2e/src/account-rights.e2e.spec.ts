import {
  startEmbeddedEventStore,
  type EmbeddedEventStore,
  type Faults,
  type Right,
} from '@system-landscape/embedded-event-store';
import { createEventStoreClient } from '@system-landscape/event-store';
import { ACCOUNT_RIGHTS, hasRight } from '@system-landscape/event-store/testing';
import { startLocalPlatform, type LocalPlatform } from '@system-landscape/local';
import { eventually, temporaryFolder } from '@system-landscape/test-support';
import { ApiConsumer, type AddedAnswer, type SystemAnswer } from './api-consumer.js';
import { setFault } from './simulated-tenant.js';

const ACCOUNT = '/v1/global-accounts/ga-demo';
const SYSTEMS = `${ACCOUNT}/systems`;
const EXTENSIONS = '/v1/tenants/my300001/extensions';

/** Services that consume hints. */
const WITH_HINTS = ['registration', 'deregistration', 'assignment'];

const faults: Faults = {};
const refused: Right[] = [];
let store: EmbeddedEventStore;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let platform: LocalPlatform;
let account: ApiConsumer;
let tenant: ApiConsumer;
let operator: ApiConsumer;

/** The account has just the rights of docs/engines.md. */
function withDocumentedRights(): void {
  faults.lacks = (right) => {
    if (!hasRight(right)) refused.push(right);
    return !hasRight(right);
  };
}

beforeAll(async () => {
  withDocumentedRights();
  store = await startEmbeddedEventStore({ mem: true, faults });
  folder = await temporaryFolder('e2e-rights');
  const env = { ESDB_URL: store.connectionString };
  platform = await startLocalPlatform({ dataDir: folder.path, ports: 'ephemeral', env });
  account = await ApiConsumer.signIn(platform, 'ga-admin');
  tenant = await ApiConsumer.signIn(platform, 'tenant-admin');
  operator = await ApiConsumer.signIn(platform, 'operator');
});
afterAll(async () => {
  await platform?.stop();
  await store?.close();
  await folder?.remove();
});
beforeEach(() => {
  refused.length = 0;
  withDocumentedRights();
});

const add = (name: string) => account.call<AddedAnswer>('POST', SYSTEMS, { body: { name, type: 's4hana-cloud' } });

const becomes = (id: string, status: string) =>
  eventually(async () => (await account.call<SystemAnswer>('GET', `${SYSTEMS}/${id}`)).body.status === status);

/** @returns id of the registered system */
async function register(name: string): Promise<string> {
  const { system, integrationToken } = (await add(name)).body;
  expect((await tenant.call('POST', EXTENSIONS, { body: { integrationToken: integrationToken.value } })).status).toBe(
    202,
  );
  await becomes(system.id, 'REGISTERED');
  return system.id;
}

/** Health of a service. */
async function healthOf(name: string): Promise<{ readonly status: number; readonly text: string }> {
  const { url, metricsUrl = url } = platform.components()[name]!;
  const response = await fetch(`${metricsUrl}/health/ready`);
  return { status: response.status, text: await response.text() };
}

describe('With an account that has just the rights of docs/engines.md', () => {
  it('all services do their work: a system lives, is in a formation, has an incident, and its facts are published', async () => {
    const id = await register('lives');

    const formation = await account.call<{ id: string }>('POST', `${ACCOUNT}/formations`, { body: { name: 'all' } });
    const member = `${ACCOUNT}/formations/${formation.body.id}/systems/${id}`;
    expect((await account.call('PUT', member)).status).toBe(204);
    expect((await account.call('DELETE', member)).status).toBe(204);
    expect((await account.call('DELETE', `${ACCOUNT}/formations/${formation.body.id}`)).status).toBeLessThan(300);

    await setFault(platform, 'my300001', { mode: 'fail' });
    expect((await account.call('POST', `${SYSTEMS}/${id}/deregistration`)).status).toBe(202);
    await becomes(id, 'DEREGISTER_ERROR');
    await setFault(platform, 'my300001', { mode: 'ok' });
    const resolution = { action: 'retry', note: 'The tenant is back' };
    const resolved = await operator.call('POST', `/v1/operations/incidents/${id}/resolution`, { body: resolution });
    expect(resolved.status).toBeLessThan(300);
    await becomes(id, 'DEREGISTERED');

    for (const each of WITH_HINTS) {
      const replay = await operator.call('POST', `/v1/operations/parked/${each}/replay`, { body: {} });
      expect([each, replay.status]).toEqual([each, 204]);
    }
    for (const name of Object.keys(platform.components())) {
      if (/^(identity-provider|tenant-simulator|nats|cockpit)/.test(name)) continue;
      expect([name, await eventually(async () => (await healthOf(name)).status === 200)]).toEqual([name, true]);
    }
    expect(refused).toEqual([]);
  });
});

describe('Without one of them', () => {
  it.each(['read $all', 'read streams', 'append to streams', 'manage subscriptions to $all'] as const)(
    '%s: a start says so',
    async (right) => {
      faults.lacks = ACCOUNT_RIGHTS[right];
      const other = await temporaryFolder('e2e-rights');
      const env = { ESDB_URL: store.connectionString };
      const started = startLocalPlatform({ dataDir: other.path, ports: 'ephemeral', env });
      await expect(started).rejects.toThrow(/does not allow the account in ESDB_URL to (read|append|create)/);
      await other.remove();
    },
  );

  it('append to streams: a command is UNAVAILABLE and says so, and health does', async () => {
    faults.lacks = ACCOUNT_RIGHTS['append to streams'];
    const { status, body } = await add('never added');
    expect([status, body]).toEqual([
      503,
      expect.objectContaining({
        code: 'UNAVAILABLE',
        detail: expect.stringContaining('does not allow the account in ESDB_URL to append to system-*') as string,
      }),
    ]);
    expect(await healthOf('token-issuance')).toEqual({
      status: 503,
      text: expect.stringContaining('does not allow the account in ESDB_URL to append to streams') as string,
    });

    withDocumentedRights();
    expect((await add('added later')).status).toBe(201);
  });

  it('manage subscriptions to $all: health of those who consume hints says so until it is back', async () => {
    faults.lacks = ACCOUNT_RIGHTS['manage subscriptions to $all'];
    const client = createEventStoreClient(store.connectionString);
    // Drops all consumers, which connect again.
    await client.restartPersistentSubscriptionSubsystem();
    await client.dispose();
    for (const name of WITH_HINTS) {
      const reason = `The subscription ${name} delivers nothing: The event store does not allow the account`;
      await eventually(async () => {
        const { status, text } = await healthOf(name);
        return status === 503 && text.includes(reason);
      });
    }

    withDocumentedRights();
    for (const name of WITH_HINTS) await eventually(async () => (await healthOf(name)).status === 200);
    await register('registered later');
  });
});
