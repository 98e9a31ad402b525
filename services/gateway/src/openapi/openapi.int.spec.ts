import { DocumentedAnswers } from '../testing/documented-answers.js';
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

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly description?: string;
}
interface Content {
  readonly schema?: object;
  readonly example?: unknown;
  readonly examples?: object;
}
interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly description: string;
        readonly content?: Readonly<Record<string, Content>>;
        readonly headers?: object;
      }
    >
  >;
}
interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}
interface Document {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description?: string }[];
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

const everyOperation = (): readonly Operation[] => Object.values(document.paths).flatMap((item) => Object.values(item));
const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );

describe('/openapi.json', () => {
  it('is OpenAPI 3.1 and names the server', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
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
      // The harness throws when an answer is not as its schema says.
      const answer = await harness.call(method, path, { as: allowed[0]!, ...(body ? { body } : {}) });
      expect(answer.status).toBe(status);
      const type = answer.headers.get('content-type')?.split(';')[0];
      expect(Object.keys(responses[String(status)]!.content ?? {})).toEqual(type ? [type] : []);
      const position = answer.headers.has('landscape-position');
      expect(Object.keys(responses[String(status)]!.headers ?? {}).includes('Landscape-Position')).toBe(position);
      expect(await harness.call(method, path)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    },
  );

  it('has all that a system can have, and nothing else', () => {
    const answer = { status: 200, headers: new Headers({ 'content-type': 'application/json' }), text: '{}' };
    const documented = new DocumentedAnswers(document);
    const mistakes = (body: Record<string, unknown>) =>
      documented.mistakes('GET', '/v1/global-accounts/ga-demo/systems/x', { ...answer, body });
    expect(mistakes(FULL_SYSTEM)).toEqual([]);
    expect(mistakes({ ...FULL_SYSTEM, more: 1 })).toHaveLength(1);
    expect(mistakes({ ...FULL_SYSTEM, status: 'NONE' })).toHaveLength(1);
    expect(mistakes({ ...FULL_SYSTEM, name: undefined })).toHaveLength(1);
  });

  it('describes each operation, parameter, member, tag and answer', () => {
    const isText = (text: unknown) => typeof text === 'string' && text.trim() !== '';
    const bare = [
      ...document.tags.filter(({ description }) => !isText(description)).map(({ name }) => name),
      ...Object.entries(document.components.schemas).flatMap(([name, { properties = {} }]) =>
        Object.entries(properties)
          .filter(([, { description }]) => !isText(description))
          .map(([member]) => `${name}.${member}`),
      ),
      ...everyOperation().flatMap(({ operationId, parameters = [], responses, tags = [], summary }) => [
        ...(isText(operationId) && isText(summary) && tags.length > 0 ? [] : [`${operationId}`]),
        ...parameters.filter(({ description }) => !isText(description)).map(({ name }) => `${operationId} ${name}`),
        ...Object.entries(responses)
          .filter(([, { description }]) => !isText(description))
          .map(([status]) => `${operationId} ${status}`),
      ]),
    ];
    expect(bare).toEqual([]);
  });

  it('names each operation like a function, and only once', () => {
    const names = everyOperation().map(({ operationId = '' }) => operationId);
    expect(names.filter((name) => !/^[a-z][A-Za-z]+$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has a schema and an example of each body in JSON', () => {
    const bare = everyOperation().flatMap(({ operationId, requestBody, responses }) =>
      [requestBody, ...Object.values(responses)]
        .flatMap((each) => Object.entries(each?.content ?? {}))
        .filter(([type]) => type === 'application/json')
        .filter(([, { schema, example }]) => schema === undefined || example === undefined)
        .map(() => operationId),
    );
    expect(bare).toEqual([]);
  });

  it('says null as JSON Schema does', () => {
    expect(JSON.stringify(document)).not.toContain('"nullable"');
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
