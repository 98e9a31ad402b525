import { PROJECTION_COMMITTED } from '@system-landscape/contracts';
import { createEventStoreClient, pingEventStore } from '@system-landscape/event-store';
import { startLocalPlatform, type LocalPlatform } from '@system-landscape/local';
import { pseudonymOf } from '@system-landscape/service-kit';
import { eventually } from '@system-landscape/test-support';
import { connect, StringCodec, type ConsumerMessages, type NatsConnection } from 'nats';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiConsumer, type AddedAnswer, type SystemAnswer } from './api-consumer.js';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
const EXTENSIONS = '/v1/tenants/my300001/extensions';
const text = StringCodec();

let dataDir: string;
let platform: LocalPlatform;
let nats: NatsConnection;
let subscriber: NatsConnection;
let messages: ConsumerMessages;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'landscape-secrets-'));
  platform = await startLocalPlatform({ dataDir, ports: 'ephemeral', env: { LOG_LEVEL: 'trace' } });
});
afterAll(async () => {
  await nats?.close();
  // Not awaited: without an iteration it does not end.
  void messages?.close();
  await subscriber?.close();
  await platform?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

it('the texts of tokens occur only in the responses that display one and in the request that redeems one', async () => {
  const users = platform.natsUsers!;
  const servers = platform.urls.nats;
  nats = await connect({ servers, ...users.optionsOf('gateway') });
  const commits: string[] = [];
  nats.subscribe(PROJECTION_COMMITTED, { callback: (_, message) => commits.push(text.decode(message.data)) });
  const facts: string[] = [];
  subscriber = await connect({ servers, ...users.optionsOfSubscriber('demo') });
  const consumer = await subscriber.jetstream({ domain: 'landscape' }).consumers.get('LANDSCAPE', 'demo_ga-demo');
  messages = await consumer.consume({ callback: (message) => facts.push(text.decode(message.data)) });
  const account = await ApiConsumer.signIn(platform, 'ga-admin');
  const tenant = await ApiConsumer.signIn(platform, 'tenant-admin');

  const tokens: string[] = [];
  const add = async () => {
    const answer = await account.call<AddedAnswer>('POST', SYSTEMS, {
      body: { name: `system ${randomUUID()}`, type: 's4hana-cloud' },
      key: randomUUID(),
    });
    tokens.push(answer.body.integrationToken.value);
    return answer.body;
  };
  const registered = await add();
  const replaced = await add();
  const path = `${SYSTEMS}/${replaced.system.id}/integration-token`;
  const shown = await account.call<{ value: string }>('GET', path);
  const fresh = await account.call<{ value: string }>('POST', path);
  tokens.push(shown.body.value, fresh.body.value);
  const redeem = (integrationToken: string) => tenant.call('POST', EXTENSIONS, { body: { integrationToken } });

  expect((await redeem(registered.integrationToken.value)).status).toBe(202);
  // Refusals must not echo it either.
  const refusals = [
    await redeem(registered.integrationToken.value),
    await redeem(replaced.integrationToken.value),
    await redeem(`${fresh.body.value.slice(0, -4)}AAAA`),
    await tenant.call('POST', EXTENSIONS, { body: { integrationToken: fresh.body.value, more: fresh.body.value } }),
    await account.call('POST', SYSTEMS, { body: { name: fresh.body.value, type: fresh.body.value } }),
  ];
  expect(refusals.map(({ body }) => body['code'])).toEqual([
    'TOKEN_USED',
    'TOKEN_REVOKED',
    'TOKEN_INVALID',
    'VALIDATION_FAILED',
    'VALIDATION_FAILED',
  ]);
  await eventually(async () => {
    const { body } = await account.call<SystemAnswer>('GET', `${SYSTEMS}/${registered.system.id}`);
    return body.status === 'REGISTERED';
  });

  // The signature is the part of the text that nothing else contains.
  const secrets = [...new Set(tokens)].map((token) => token.split('.')[2]!);
  expect(secrets).toHaveLength(3);
  const places: Record<string, string> = {
    refusals: JSON.stringify(refusals.map(({ body }) => body)),
    facts: facts.join('\n'),
    commits: commits.join('\n'),
    events: await everyEvent(),
    ...(await everyMetric()),
    ...everyFile(dataDir),
  };
  expect(facts.length).toBeGreaterThan(0);
  expect(commits.length).toBeGreaterThan(0);
  for (const [place, content] of Object.entries(places)) {
    const leaked = secrets.filter((secret) => content.includes(secret));
    expect({ place, leaked: leaked.length }).toEqual({ place, leaked: 0 });
  }
});

const auditOf = (service: string, audit: string) =>
  readFileSync(join(dataDir, `logs/${service}.log`), 'utf8')
    .split('\n')
    .filter((line) => line.includes(`"audit":"${audit}"`))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

it('refused redemptions are audited with token, tenant and actor', () => {
  const audited = auditOf('registration', 'redemption-refused');
  expect(audited.map(({ code }) => code)).toEqual(['TOKEN_USED', 'TOKEN_REVOKED', 'TOKEN_INVALID']);
  for (const { code, tokenId, tenantId, actor } of audited) {
    // Nothing is known about a text that is no valid token.
    expect(tokenId).toEqual(code === 'TOKEN_INVALID' ? undefined : expect.stringMatching(/^[0-9a-f-]{36}$/));
    expect(tenantId).toBe('my300001');
    expect(actor).toBe(pseudonymOf('tenant-admin'));
  }
});

it('N-01: a request for another tenant or without the role is refused and audited', async () => {
  const system = await ApiConsumer.signIn(platform, 'tenant-my300002');
  const callback = '/v1/tenants/my300001/callbacks/2c1f6f6e-3b0f-5a43-9d3c-0b1f0a6d2f11-1/1/establish-trust';
  const body = { state: 'SUCCEEDED', fencingNumber: 1 };
  expect((await system.call('POST', callback, { body })).status).toBe(404);
  expect((await system.call('GET', SYSTEMS)).status).toBe(403);

  const audited = await eventually(() => {
    const found = auditOf('gateway', 'access-refused');
    return found.length >= 2 ? found : undefined;
  });
  const who = { actor: pseudonymOf('tenant-my300002'), tenantId: 'my300002' };
  expect(audited).toEqual([
    expect.objectContaining({ code: 'NOT_FOUND', method: 'POST', asked: 'my300001', ...who }),
    expect.objectContaining({ code: 'FORBIDDEN', method: 'GET', asked: 'ga-demo', ...who }),
  ]);
  expect(audited[0]!['route']).toBe('/v1/tenants/:tenantId/callbacks/:systemId/:attempt/:step');
});

it('the event store denies whoever has no credentials, which are in the folder of the keys alone', async () => {
  const stranger = createEventStoreClient(platform.urls.eventStore.replace(/\/\/.*@/, '//'));
  await expect(pingEventStore(stranger)).rejects.toThrow('does not allow the account');
  await stranger.dispose();

  const password = readFileSync(join(dataDir, 'keys/event-store.credentials'), 'utf8').trim().split(':')[1]!;
  expect(platform.urls.eventStore).toContain(password);
  const elsewhere = Object.entries({ ...everyFile(dataDir), processes: commandLines() })
    .filter(([place, content]) => !place.includes('event-store.credentials') && content.includes(password))
    .map(([place]) => place);
  expect(elsewhere).toEqual([]);
});

const commandLines = () =>
  Object.values(platform.components())
    .map(({ pid }) => execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }))
    .join('\n');

async function everyEvent(): Promise<string> {
  const client = createEventStoreClient(platform.urls.eventStore);
  const events: string[] = [];
  for await (const { event } of client.readAll()) events.push(JSON.stringify([event?.data, event?.metadata]));
  await client.dispose();
  return events.join('\n');
}

async function everyMetric(): Promise<Record<string, string>> {
  const services = Object.entries(platform.components()).filter(([name]) => name !== 'nats' && name !== 'event-store');
  const metrics = await Promise.all(
    services.map(
      async ([name, { url, metricsUrl = url }]) =>
        [`metrics of ${name}`, await (await fetch(`${metricsUrl}/metrics`)).text()] as const,
    ),
  );
  return Object.fromEntries(metrics);
}

function everyFile(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((file) => {
      const path = join(file.parentPath, file.name);
      return [path, readFileSync(path, 'latin1')];
    }),
  );
}
