import { RPC } from '@system-landscape/contracts';
import { GatewayHarness, T0 } from '../testing/gateway-harness.js';
import { signingKey } from '../testing/openid-issuer.js';
import { ROUTES, type Route } from '../testing/routes.js';

/**
 * Who may call what, written down apart from the code: an operation that is missing here, or that is here and not in the
 * OpenAPI document, fails the test.
 */
const ALLOWED = {
  everybody: null,
  signedIn: [],
  accountAdmin: ['global-account-admin'],
  accountAdmins: ['global-account-admin', 'system-landscape-admin'],
  accountReaders: ['global-account-admin', 'system-landscape-admin', 'system-landscape-viewer'],
  tenantAdmin: ['tenant-admin'],
  tenantSystem: ['tenant-system'],
  operator: ['operator'],
} as const;
type Who = keyof typeof ALLOWED;

const ACCOUNT = '/v1/global-accounts/{ga}';
const TENANT = '/v1/tenants/{tenantId}';
const OPERATIONS = '/v1/operations';
const ACCESS: Readonly<Record<string, Who>> = {
  [`POST ${ACCOUNT}/systems`]: 'accountAdmins',
  [`GET ${ACCOUNT}/systems`]: 'accountReaders',
  [`GET ${ACCOUNT}/systems/{id}`]: 'accountReaders',
  [`DELETE ${ACCOUNT}/systems/{id}`]: 'accountAdmins',
  [`GET ${ACCOUNT}/systems/{id}/history`]: 'accountReaders',
  [`GET ${ACCOUNT}/systems/{id}/integration-token`]: 'accountAdmins',
  [`POST ${ACCOUNT}/systems/{id}/integration-token`]: 'accountAdmins',
  [`GET ${ACCOUNT}/systems/{id}/deregistration`]: 'accountReaders',
  [`POST ${ACCOUNT}/systems/{id}/deregistration`]: 'accountAdmins',
  [`POST ${ACCOUNT}/formations`]: 'accountAdmins',
  [`GET ${ACCOUNT}/formations`]: 'accountReaders',
  [`GET ${ACCOUNT}/formations/{formationId}`]: 'accountReaders',
  [`DELETE ${ACCOUNT}/formations/{formationId}`]: 'accountAdmins',
  [`PUT ${ACCOUNT}/formations/{formationId}/systems/{systemId}`]: 'accountAdmins',
  [`DELETE ${ACCOUNT}/formations/{formationId}/systems/{systemId}`]: 'accountAdmins',
  [`POST ${ACCOUNT}/entitlement-configurations`]: 'accountAdmin',
  [`GET ${ACCOUNT}/entitlement-configurations`]: 'accountReaders',
  [`DELETE ${ACCOUNT}/entitlement-configurations/{id}`]: 'accountAdmin',
  [`GET ${ACCOUNT}/events`]: 'accountReaders',
  [`POST ${TENANT}/extensions`]: 'tenantAdmin',
  [`GET ${TENANT}/extensions`]: 'tenantAdmin',
  [`GET ${TENANT}/extensions/{extensionId}`]: 'tenantAdmin',
  [`DELETE ${TENANT}/extensions/{extensionId}`]: 'tenantAdmin',
  [`POST ${TENANT}/callbacks/{systemId}/{attempt}/{step}`]: 'tenantSystem',
  [`GET ${OPERATIONS}/events`]: 'operator',
  [`GET ${OPERATIONS}/incidents`]: 'operator',
  [`POST ${OPERATIONS}/incidents/{systemId}/resolution`]: 'operator',
  [`GET ${OPERATIONS}/projection`]: 'operator',
  [`POST ${OPERATIONS}/projection/rebuild`]: 'operator',
  [`DELETE ${OPERATIONS}/projection/rebuild`]: 'operator',
  [`GET ${OPERATIONS}/projection/comparison`]: 'operator',
  [`POST ${OPERATIONS}/projection/switch`]: 'operator',
  [`POST ${OPERATIONS}/projection/rollback`]: 'operator',
  [`GET ${OPERATIONS}/parked`]: 'operator',
  [`POST ${OPERATIONS}/parked/{subscription}/replay`]: 'operator',
  [`GET ${OPERATIONS}/relay`]: 'operator',
  [`POST ${OPERATIONS}/relay/mend`]: 'operator',
  [`GET ${OPERATIONS}/quarantine`]: 'operator',
  [`GET ${OPERATIONS}/quarantine/{stream}`]: 'operator',
  [`POST ${OPERATIONS}/quarantine/{stream}/retry`]: 'operator',
  [`POST ${OPERATIONS}/quarantine/{stream}/skip`]: 'operator',
  [`GET ${OPERATIONS}/systems/{systemId}/explanation`]: 'operator',
  'GET /v1/system-types': 'signedIn',
  'GET /.well-known/jwks.json': 'everybody',
  'GET /health/live': 'everybody',
  'GET /health/ready': 'everybody',
};

const ROLES = [
  ...['global-account-admin', 'system-landscape-admin', 'system-landscape-viewer'],
  ...['tenant-admin', 'tenant-system', 'operator', 'landscape-platform', 'admin', ''],
];
/** Account and tenant that a caller's roles are for. The addresses of the calls are those of ga-demo and my300001. */
const SCOPES = [
  { global_account: 'ga-demo' },
  { tenant: 'my300001' },
  { global_account: 'ga-demo', tenant: 'my300001' },
  { global_account: 'ga-other', tenant: 'my300002' },
  { global_account: 'my300001', tenant: 'ga-demo' },
  {},
] as const;

interface Caller {
  readonly roles: readonly string[];
  readonly global_account?: string;
  readonly tenant?: string;
}
const CALLERS: readonly Caller[] = [
  ...ROLES.flatMap((role) => SCOPES.map((scope) => ({ roles: [role], ...scope }))),
  // Several roles at once: each counts, for the same account and tenant.
  { roles: ['system-landscape-viewer', 'tenant-admin'], global_account: 'ga-demo', tenant: 'my300002' },
  { roles: ['tenant-system', 'system-landscape-viewer'], global_account: 'ga-other', tenant: 'my300001' },
  { roles: ['operator', 'tenant-system'], tenant: 'my300001' },
];

/** Ids that are not the caller's: unknown, of another case, almost the same, malformed, encoded. */
const FOREIGN_IDS = [
  ...['ga-other', 'my300002', 'never', 'GA-DEMO', 'MY300001', 'ga-demo2', 'my30000', 'undefined', 'null', '*', '>'],
  ...['ga-demo%20', 'ga-demo%00', '%2e%2e', 'ga-demo%2f..%2fga-demo', 'a'.repeat(65), 'ga-demo,ga-other', '%7Bga%7D'],
];

let harness: GatewayHarness;
const tokens = new Map<Caller, string>();

beforeAll(async () => {
  harness = await GatewayHarness.start();
  await harness.services.reset();
});
afterAll(() => harness.stop());
beforeEach(() => {
  harness.services.arrived.length = 0;
});

async function tokenOf(caller: Caller): Promise<string> {
  const known = tokens.get(caller);
  if (known !== undefined) return known;
  const token = await harness.issuer.token({ claims: { sub: 'caller', ...caller }, issuedAt: T0 });
  tokens.set(caller, token);
  return token;
}

interface Outcome {
  readonly status: number;
  readonly arrived: readonly { readonly data: Readonly<Record<string, unknown>>; readonly actor: string }[];
}

async function call({ method, path, body }: Pick<Route, 'method' | 'path' | 'body'>, token?: string): Promise<Outcome> {
  harness.services.arrived.length = 0;
  const { status } = await harness.call(method, path, {
    ...(body && method !== 'HEAD' ? { body } : {}),
    ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
  });
  const arrived = harness.services.arrived
    // The tail of live events asks on behalf of nobody, at any time.
    .filter(({ subject, headers }) => subject !== RPC.projection.listEvents.subject || headers['actor'] !== undefined)
    .map(({ data, headers }) => ({ data, actor: headers['actor'] ?? '' }));
  return { status, arrived };
}

/** What the table says for a call at the addresses of ga-demo and my300001. */
function expected({ template, method }: Route, caller: Caller): 'taken' | 403 | 404 {
  const allowed: readonly string[] | null = ALLOWED[ACCESS[`${method} ${template}`]!];
  if (allowed === null || allowed.length === 0) return 'taken';
  if (!caller.roles.some((role) => allowed.includes(role))) return 403;
  if (template.includes('{ga}') && caller.global_account !== 'ga-demo') return 404;
  if (template.includes('{tenantId}') && caller.tenant !== 'my300001') return 404;
  return 'taken';
}

const SECURED = ROUTES.map((route) => [`${route.method} ${route.template}`, route] as const);
const scoped = SECURED.filter(([, { template }]) => /\{(?:ga|tenantId)\}/.test(template));
const seen = (outcome: Outcome, isTaken: boolean) => (isTaken && outcome.status < 300 ? 'taken' : outcome.status);

it('every operation of the OpenAPI document is in the table, and has a call', async () => {
  const { body } = await harness.call('GET', '/openapi.json');
  const operations = Object.entries(body['paths'] as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(Object.keys(ACCESS).sort()).toEqual(operations.sort());
  const called = SECURED.map(([name]) => name);
  expect(called.sort()).toEqual(operations.filter((name) => ACCESS[name] !== 'everybody').sort());
});

describe.each(SECURED)('N-01 M-02 M-03: %s', (_, route) => {
  it('answers each role, for its own and for other accounts and tenants, as the table says', async () => {
    const differing: unknown[] = [];
    for (const caller of CALLERS) {
      const want = expected(route, caller);
      const outcome = await call(route, await tokenOf(caller));
      const isRight = seen(outcome, want === 'taken') === want && (want === 'taken' || outcome.arrived.length === 0);
      if (!isRight) differing.push({ caller, want, outcome });
      for (const { data, actor } of outcome.arrived) {
        // What reaches a service is for the account and tenant of the token.
        const { globalAccountId = caller.global_account, tenantId = caller.tenant } = data;
        if (globalAccountId !== caller.global_account || tenantId !== caller.tenant) differing.push({ caller, data });
        const { subject } = JSON.parse(decodeURIComponent(actor)) as { subject: string };
        if (subject !== 'caller') differing.push({ caller, actor });
      }
    }
    expect(differing).toEqual([]);
  });

  it('takes no token that is missing, garbage, expired, for somebody else, or signed by somebody else', async () => {
    const everything = {
      ...{ sub: 'caller', global_account: 'ga-demo', tenant: 'my300001' },
      roles: ROLES,
    };
    const seconds = T0.getTime() / 1_000;
    const wrong = [
      undefined,
      'garbage',
      'a.b.c',
      await harness.issuer.token({ claims: everything, issuedAt: T0, expiresAt: seconds - 3_600 }),
      await harness.issuer.token({
        claims: everything,
        issuedAt: T0,
        audience: 'urn:system-landscape:tenant:my300001',
      }),
      await harness.issuer.token({ claims: everything, issuedAt: T0, issuer: 'https://elsewhere.example' }),
      await harness.issuer.token({ claims: everything, issuedAt: T0, key: await signingKey(harness.issuer.key.kid) }),
    ];
    const methods = route.method === 'GET' ? ['GET', 'HEAD'] : [route.method];
    for (const method of methods) {
      for (const token of wrong) {
        const { status, arrived } = await call({ ...route, method }, token);
        expect([method, token?.slice(0, 8), status, arrived]).toEqual([method, token?.slice(0, 8), 401, []]);
      }
    }
  });
});

it.each(scoped)(
  'N-01: %s: 404 at every address that is not the own one, and nothing reaches a service',
  async (_, route) => {
    const role = ALLOWED[ACCESS[`${route.method} ${route.template}`]!]![0]!;
    const token = await tokenOf({ roles: [role], global_account: 'ga-demo', tenant: 'my300001' });
    const own = route.template.includes('{ga}') ? 'ga-demo' : 'my300001';
    const answers = [];
    for (const id of FOREIGN_IDS) {
      const { status, arrived } = await call({ ...route, path: route.path.replace(`/${own}/`, `/${id}/`) }, token);
      answers.push([id, status, arrived.length]);
    }
    expect(answers).toEqual(FOREIGN_IDS.map((id) => [id, 404, 0]));
  },
);
