import { ALL_RPCS, BUS_USERS, PROBLEMS, type BusCaller } from '@system-landscape/contracts';
import { STEPS } from '@system-landscape/domain';
import { startLocalPlatform, type LocalPlatform } from '@system-landscape/local';
import { eventually } from '@system-landscape/test-support';
import * as fc from 'fast-check';
import { connect, type NatsConnection } from 'nats';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiConsumer, type AddedAnswer, type SystemAnswer } from './api-consumer.js';
import { signIn } from './sign-in.js';
import { sendRaw, type RawResponse, type RawRequest } from './raw-http.js';

/** Number of runs of each property: `FUZZ_RUNS=20000 npm test -- e2e`. A failure prints its seed: `FUZZ_SEED=…`. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 150);
const seed = process.env['FUZZ_SEED'];
const RUNS = { numRuns, ...(seed === undefined ? {} : { seed: Number(seed) }), endOnFailure: true };
const TIMEOUT_MS = 300_000 + numRuns * 200;

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
const EXTENSIONS = '/v1/tenants/my300001/extensions';
const CLIENTS = ['ga-admin', 'ga-viewer', 'tenant-admin', 'tenant-my300001', 'operator'];

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: object;
}

let dataDir: string;
let platform: LocalPlatform;
const nats = new Map<BusCaller, NatsConnection>();
let pids: Record<string, number>;
let operations: { method: string; template: string; operation: Operation }[];
const accessTokens = new Map<string, string>();
let pending: AddedAnswer;
let registered: SystemAnswer;
let cursor: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'landscape-fuzz-'));
  platform = await startLocalPlatform({ dataDir, ports: 'ephemeral', env: { READ_WAIT: 'PT0.05S' } });
  for (const user of BUS_USERS) {
    nats.set(user, await connect({ servers: platform.urls.nats, ...platform.natsUsers!.optionsOf(user) }));
  }
  for (const client of CLIENTS) {
    accessTokens.set(client, await signIn(platform.urls.identityProvider, client));
  }
  const document = (await (await fetch(`${platform.urls.gateway}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  operations = Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), template, operation })),
  );

  const account = await ApiConsumer.signIn(platform, 'ga-admin');
  const tenant = await ApiConsumer.signIn(platform, 'tenant-admin');
  const add = (name: string) => account.call<AddedAnswer>('POST', SYSTEMS, { body: { name, type: 's4hana-cloud' } });
  pending = (await add('Pending')).body;
  const { system, integrationToken } = (await add('Registered')).body;
  await tenant.call('POST', EXTENSIONS, { body: { integrationToken: integrationToken.value } });
  await eventually(async () => {
    registered = (await account.call<SystemAnswer>('GET', `${SYSTEMS}/${system.id}`)).body;
    return registered.status === 'REGISTERED';
  });
  const page = await account.call<{ nextCursor: string }>('GET', `${SYSTEMS}?limit=1`);
  cursor = page.body.nextCursor;
  pids = pidsNow();
});

afterAll(async () => {
  for (const connection of nats.values()) await connection.close();
  await platform?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

afterEach(() => {
  // No process has crashed, not even one that was restarted.
  expect(pidsNow()).toEqual(pids);
});

const pidsNow = () => Object.fromEntries(Object.entries(platform.components()).map(([name, { pid }]) => [name, pid]));

const NASTY = [
  ...['', ' ', '\0', '%', '%00', '%zz', '%F0%28%8C%28', '\ud800', '💥', '\u2028', '\u202e', 'é'],
  ...['..', '../../etc/passwd', '..%2f', '/', '//', '?', '#', ';', '&a=b', '\\', '"', "'", "' or 1=1 --", '`', '$1'],
  ...['null', 'undefined', 'true', 'NaN', '[]', '{}', '__proto__', 'constructor', 'toString', '*', '>', 'a.*.>'],
  ...['-1', '0', '00', '1', '1.5', '1e3', '1e309', '0x10', '2147483648', '9223372036854775807', '9223372036854775808'],
  ...['18446744073709551615', '18446744073709551616', '9'.repeat(20), '9'.repeat(400), 'a'.repeat(5_000)],
  ...['2026-02-30T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '+275760-09-13T00:00:00Z'],
];

const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);

/** A valid text with something invalid in it. */
const damaged = (right: () => string): fc.Arbitrary<string> =>
  fc.record({ at: fc.nat(2_000), length: fc.nat(12), insert: hostileText, how: fc.nat(5) }).map((damage) => {
    const text = right();
    const at = damage.at % (text.length + 1);
    if (damage.how === 0) return text.slice(0, at);
    if (damage.how === 1) return text + damage.insert;
    if (damage.how === 2) return text.split('.').reverse().join('.');
    return text.slice(0, at) + damage.insert + text.slice(at + damage.length);
  });

/** Percent-encoded as UTF-8, or unchanged. */
const inUrl = (text: string, encoded: boolean) =>
  encoded ? [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('') : text;

const send = (request: RawRequest) => sendRaw(platform.urls.gateway, request);
const bearer = (client: string) => ['authorization', `Bearer ${accessTokens.get(client)!}`] as const;
const json = ['content-type', 'application/json'] as const;

/** Expects a response that is allowed for invalid input: no 5xx except READ_MODEL_BEHIND, a documented code, no internals. */
function expectAllowedResponse(request: RawRequest, { status, contentType, body }: RawResponse): void {
  const behind = status === 503 && body.includes('READ_MODEL_BEHIND');
  if (!behind && (status < 200 || status >= 500)) throw new Error(`${status} ${body} for ${JSON.stringify(request)}`);
  expect(body).not.toMatch(/ {4}at |node_modules|system-[0-9a-f]{8}-/);
  if (contentType.startsWith('application/problem+json')) {
    const { code } = JSON.parse(body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1)) as { code: string };
    expect(Object.keys(PROBLEMS)).toContain(code);
    expect(code).not.toBe('INTERNAL');
  }
}

async function check<T>(arbitrary: fc.Arbitrary<T>, requestOf: (value: T) => RawRequest): Promise<void> {
  await fc.assert(
    fc.asyncProperty(arbitrary, async (value) => {
      const request = requestOf(value);
      expectAllowedResponse(request, await send(request));
    }),
    RUNS,
  );
}

describe('The platform neither crashes nor answers 500 for any', () => {
  it(
    'an integration token',
    () =>
      check(
        fc.oneof(
          hostileText,
          damaged(() => pending.integrationToken.value),
        ),
        (integrationToken) => ({
          method: 'POST',
          path: EXTENSIONS,
          headers: [bearer('tenant-admin'), json],
          body: JSON.stringify({ integrationToken }),
        }),
      ),
    TIMEOUT_MS,
  );

  it(
    'a body of any call',
    () =>
      check(
        fc.record({
          which: fc.nat(),
          client: fc.constantFrom(...CLIENTS),
          body: fc.oneof(
            fc.json({ maxDepth: 3 }),
            hostileText,
            fc
              .record(
                {
                  name: fc.oneof(hostileText, fc.jsonValue()),
                  type: fc.oneof(fc.constant('s4hana-cloud'), hostileText, fc.jsonValue()),
                  communicationScenarioGroup: fc.oneof(hostileText, fc.jsonValue()),
                  systemId: fc.oneof(hostileText, fc.jsonValue()),
                  state: fc.oneof(hostileText, fc.jsonValue()),
                  fencingNumber: fc.oneof(fc.double(), fc.jsonValue()),
                  reason: fc.oneof(hostileText, fc.jsonValue()),
                  action: fc.oneof(hostileText, fc.jsonValue()),
                },
                { requiredKeys: [] },
              )
              .map((body) => JSON.stringify(body)),
            fc.constant(`{"name":${'['.repeat(10_000)}`),
            fc.constant('{"__proto__":{"admin":true},"name":"x","type":"s4hana-cloud"}'),
            fc.constant(JSON.stringify({ name: 'x'.repeat(2_000_000) })),
          ),
          contentType: fc.oneof(
            { weight: 5, arbitrary: fc.constant('application/json') },
            fc.constantFrom('text/plain', 'application/json; charset=utf-16', 'multipart/form-data', '', 'a/b/c'),
          ),
        }),
        ({ which, client, body, contentType }) => {
          const writes = operations.filter(({ method }) => method !== 'GET');
          const { method, template } = writes[which % writes.length]!;
          return { method, path: filled(template), headers: [bearer(client), ['content-type', contentType]], body };
        },
      ),
    TIMEOUT_MS,
  );

  it(
    'a cursor, a position and any other query of any call',
    () =>
      check(
        fc.record({
          which: fc.nat(),
          values: fc.dictionary(
            fc.constantFrom(
              'cursor',
              'minPosition',
              'asOf',
              'limit',
              'sort',
              'status',
              'type',
              'q',
              'from',
              '__proto__',
            ),
            fc.oneof(
              hostileText,
              damaged(() => cursor),
              damaged(() => registered.position),
            ),
            { maxKeys: 3 },
          ),
          encoded: fc.boolean(),
        }),
        ({ which, values, encoded }) => {
          const reads = operations.filter(({ method }) => method === 'GET');
          const { method, template } = reads[which % reads.length]!;
          const query = Object.entries(values).map(([name, value]) => `${name}=${inUrl(value, encoded)}`);
          return { method, path: `${filled(template)}?${query.join('&')}`, headers: [bearer(whoMay(template))] };
        },
      ),
    TIMEOUT_MS,
  );

  it(
    'an id in any path',
    () =>
      check(
        fc.record({
          which: fc.nat(),
          scope: fc.boolean(),
          id: fc.oneof(
            hostileText,
            damaged(() => registered.id),
          ),
          encoded: fc.boolean(),
        }),
        ({ which, scope, id, encoded }) => {
          const { method, template } = operations[which % operations.length]!;
          const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
            !scope && SCOPES[name] ? SCOPES[name] : inUrl(id, encoded),
          );
          return { method, path, headers: [bearer(whoMay(template)), json], body: '{}' };
        },
      ),
    TIMEOUT_MS,
  );

  it(
    'a callback of a tenant',
    () =>
      check(
        fc.record({
          systemId: fc.oneof(
            fc.constant(undefined),
            damaged(() => registered.id),
          ),
          attempt: fc.oneof(fc.constantFrom('1', '2', '999999999'), hostileText),
          step: fc.oneof(fc.constantFrom<string>(...STEPS), hostileText),
          state: fc.oneof(fc.constantFrom('COMPLETED', 'FAILED', 'IN_PROGRESS'), hostileText),
          fencingNumber: fc.oneof(fc.nat(3), fc.maxSafeInteger(), fc.double()),
          reason: fc.option(hostileText, { nil: undefined }),
          encoded: fc.boolean(),
        }),
        ({ systemId = registered.id, attempt, step, encoded, ...body }) => {
          const parts = [systemId, attempt, step].map((part) => inUrl(part, encoded));
          return {
            method: 'POST',
            path: `/v1/tenants/my300001/callbacks/${parts.join('/')}`,
            headers: [bearer('tenant-my300001'), json],
            body: JSON.stringify(body),
          };
        },
      ),
    TIMEOUT_MS,
  );

  it(
    'a header',
    () =>
      check(
        fc.record({
          read: fc.boolean(),
          authorization: fc.oneof(
            { weight: 3, arbitrary: fc.constant(undefined) },
            hostileText,
            damaged(() => `Bearer ${accessTokens.get('ga-admin')!}`),
          ),
          more: fc.array(
            fc.tuple(
              fc.constantFrom(
                ...['idempotency-key', 'correlation-id', 'x-correlation-id', 'traceparent', 'tracestate', 'actor'],
                ...[
                  'if-none-match',
                  'accept',
                  'accept-encoding',
                  'last-event-id',
                  'origin',
                  'content-type',
                  'x-forwarded-for',
                ],
              ),
              hostileText,
            ),
            { maxLength: 4 },
          ),
        }),
        ({ read, authorization, more }) => ({
          method: read ? 'GET' : 'POST',
          path: read ? `${SYSTEMS}/${registered.id}` : SYSTEMS,
          headers: [authorization === undefined ? bearer('ga-admin') : ['authorization', authorization], ...more],
          ...(read ? {} : { body: JSON.stringify({ name: '', type: 's4hana-cloud' }) }),
        }),
      ),
    TIMEOUT_MS,
  );

  it(
    'a message on NATS',
    async () => {
      const callers = ALL_RPCS.map(({ subject, callers: [caller] }) => ({ subject, connection: nats.get(caller!)! }));
      const payload = fc.oneof(fc.json({ maxDepth: 2 }), hostileText);
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...callers), payload, async ({ subject, connection }, body) => {
          const reply = await connection.request(subject, body, { timeout: 20_000 }).catch(noResponders);
          if (reply === undefined) return;
          const { error } = JSON.parse(reply.string()) as { error?: { code: string; status: number } };
          if (error) expect({ subject, body, error }).not.toMatchObject({ error: { code: 'INTERNAL' } });
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );
});

/** A subject of a service that this platform does not run. */
function noResponders(error: unknown): undefined {
  if ((error as { code?: string }).code === '503') return undefined;
  throw error;
}

const SCOPES: Readonly<Record<string, string>> = { ga: 'ga-demo', tenantId: 'my300001' };

/** A path with valid ids, so that the rest of the request is checked. */
function filled(template: string): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (SCOPES[name]) return SCOPES[name];
    if (name === 'attempt') return '1';
    if (name === 'step') return STEPS[0];
    return name === 'extensionId' ? `${registered.id}-x1` : registered.id;
  });
}

function whoMay(template: string): string {
  if (template.includes('/operations/')) return 'operator';
  if (template.includes('/callbacks/')) return 'tenant-my300001';
  return template.includes('/tenants/') ? 'tenant-admin' : 'ga-admin';
}
