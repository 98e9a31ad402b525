import { GatewayHarness } from '../testing/gateway-harness.js';
import { ROUTES } from '../testing/routes.js';
import { SYSTEM } from '../testing/scripted-services.js';

const AT = '2026-01-05T08:00:00.000Z';
const FULL_SYSTEM = {
  ...SYSTEM,
  statusDetail: 'Waiting.',
  token: { tokenId: 't', state: 'USED', issuedAt: AT, expiresAt: AT },
  registration: {
    extensionId: 'x',
    tenantId: 'my300001',
    state: 'ENABLING',
    attempt: 1,
    step: 'establish-trust',
    startedAt: AT,
    try: 2,
    delayedUntil: AT,
    lastError: { code: 'TENANT_BUSY', message: 'Busy', httpStatus: 503, raw: 'busy' },
  },
  formations: [{ id: 'f', name: 'F' }],
  entitlementConfigurations: [
    { id: 'e', globalAccountId: 'ga-demo', subaccount: 's', service: 'v', plan: 'p', systemId: 'x', createdAt: AT },
  ],
};

interface Operation {
  readonly summary?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: object;
  readonly responses: Readonly<
    Record<
      string,
      { readonly content?: Readonly<Record<string, { readonly schema: Schema }>>; readonly headers?: object }
    >
  >;
}
interface Schema {
  readonly $ref?: string;
  /** A nullable reference. */
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
}
interface Document {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

let harness: GatewayHarness;
let document: Document;

beforeAll(async () => {
  harness = await GatewayHarness.start();
  document = (await harness.call('GET', '/openapi.json')).body as unknown as Document;
});
afterAll(() => harness.stop());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );

describe('/openapi.json', () => {
  it('is OpenAPI 3 and names the server', () => {
    expect(document.openapi).toMatch(/^3\./);
    expect(document.servers).toEqual([expect.objectContaining({ url: 'http://landscape.example' })]);
  });

  it('has the routes of the API and no others under /v1', () => {
    const calls = ROUTES.map(({ method, template }) => `${method} ${template}`).sort();
    expect(
      operations()
        .filter((operation) => operation.includes(' /v1/'))
        .sort(),
    ).toEqual(calls);
  });

  it.each(ROUTES.map((route) => [`${route.method} ${route.template}`, route] as const))(
    '%s: documents summary, status, parameters and body',
    (_, { method, template, status, body, write }) => {
      const operation = document.paths[template]![method.toLowerCase()]!;
      expect(operation.summary).toBeTruthy();
      expect(operation.security).toEqual([{ bearer: [] }]);
      expect(Object.keys(operation.responses)).toContain(String(status));

      const named = (where: string) =>
        (operation.parameters ?? []).filter((parameter) => parameter.in === where).map(({ name }) => name);
      const inPath = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(named('path').sort()).toEqual(inPath.sort());
      expect(named('header').includes('Idempotency-Key')).toBe(write === true);
      if (body) expect(operation.requestBody).toBeDefined();
    },
  );

  it.each(ROUTES.map((route) => [`${route.method} ${route.template}`, route] as const))(
    '%s: answers as documented, problems included',
    async (_, { method, path, template, status, body, allowed }) => {
      const { responses } = document.paths[template]![method.toLowerCase()]!;
      const answer = await harness.call(method, path, { as: allowed[0]!, ...(body ? { body } : {}) });
      const schema = responses[String(status)]!.content?.['application/json']?.schema;
      const isStream = /event-stream/.test(answer.headers.get('content-type') ?? '');
      if (status === 204) expect(schema).toBeUndefined();
      else if (isStream) expect(responses['200']!.content!['text/event-stream']).toBeDefined();
      else expect(mistakes(answer.body, schema!)).toEqual([]);

      const position = answer.headers.has('landscape-position');
      expect(Object.keys(responses[String(status)]!.headers ?? {}).includes('Landscape-Position')).toBe(position);
      const problem = await harness.call(method, path);
      expect(mistakes(problem.body, responses['default']!.content!['application/problem+json']!.schema)).toEqual([]);
    },
  );

  it('a system with all members matches the document', () => {
    expect(mistakes(FULL_SYSTEM, { $ref: '#/components/schemas/SystemShape' })).toEqual([]);
    expect(mistakes({ ...FULL_SYSTEM, more: 1 }, { $ref: '#/components/schemas/SystemShape' })).toHaveLength(1);
  });

  it('reads have the query parameters of the API', () => {
    const parameters = (path: string) =>
      document.paths[path]!['get']!.parameters!.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
    expect(parameters('/v1/global-accounts/{ga}/systems').sort()).toEqual(
      ['cursor', 'limit', 'minPosition', 'q', 'sort', 'status', 'type'].sort(),
    );
    expect(parameters('/v1/global-accounts/{ga}/systems/{id}').sort()).toEqual(['asOf', 'minPosition']);
    expect(parameters('/v1/global-accounts/{ga}/systems/{id}/history').sort()).toEqual([
      'cursor',
      'limit',
      'minPosition',
    ]);
  });

  it('Swagger UI is served at /docs', async () => {
    const page = await harness.call('GET', '/docs');
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.text).toContain('swagger');
  });
});

/** Violations of the schema; members that it does not name are violations, too. */
function mistakes(value: unknown, schema: Schema, at = '$'): string[] {
  if (schema.$ref !== undefined) {
    return mistakes(value, document.components.schemas[schema.$ref.split('/').at(-1)!]!, at);
  }
  if (value === null) return schema.nullable ? [] : [`${at} is null`];
  if (schema.allOf) return schema.allOf.flatMap((each) => mistakes(value, each, at));
  if (schema.enum && !schema.enum.includes(value)) return [`${at} is none of the enum`];
  if (Array.isArray(value)) {
    if (schema.type !== 'array') return [`${at} is an array`];
    return value.flatMap((item, index) => mistakes(item, schema.items!, `${at}[${index}]`));
  }
  if (typeof value !== 'object') return typeof value === schema.type ? [] : [`${at} is a ${typeof value}`];
  const members = Object.entries(value);
  const missing = (schema.required ?? []).filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`);
  const wrong = members.flatMap(([name, member]) => {
    const known = schema.properties?.[name];
    if (known) return mistakes(member, known, `${at}.${name}`);
    return schema.additionalProperties === true ? [] : [`${at}.${name} is not known`];
  });
  return [...missing, ...wrong];
}
