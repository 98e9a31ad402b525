import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AccessTokenSource } from './access-tokens.js';
import type { TenantAnswer } from './tenant-answer.js';
import { TenantConnector, type TenantConnectorOptions } from './tenant-connector.js';
import { TenantDirectory } from './tenant-directory.js';

interface ReceivedCall {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
type Script = (call: ReceivedCall, response: ServerResponse) => void;

/** A tenant whose responses the test scripts. */
class ScriptedTenant {
  readonly calls: ReceivedCall[] = [];
  script: Script = (_call, response) => answer(response, 200, { state: 'COMPLETED', fencingNumber: 7 });
  private readonly server: Server = createServer((request, response) => void this.take(request, response));

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const call = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
    this.calls.push(call);
    this.script(call, response);
  }
}

function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

class CountedTokens implements AccessTokenSource {
  private generation = 1;
  token = () => Promise.resolve(`token-${this.generation}`);
  forget(token: string): void {
    if (token === `token-${this.generation}`) this.generation += 1;
  }
}

const SYSTEM = '0f8f1c8e-5d2a-5f0e-9d6b-2a4c7b1e3d5f-1';
const call = {
  tenantId: 'my300001',
  systemId: SYSTEM,
  attempt: 7,
  step: 'establish-trust',
  correlationId: 'c-1',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
} as const;
const request = {
  extensionId: `${SYSTEM}-x1`,
  globalAccountId: 'ga-demo',
  systemName: 'S/4 productive',
  systemType: 's4hana-cloud',
  communicationScenarios: ['SAP_COM_0892'],
  callbackUrl: `http://127.0.0.1:8080/v1/tenants/my300001/callbacks/${SYSTEM}/7/establish-trust`,
};

let tenant: ScriptedTenant;

beforeEach(async () => {
  tenant = new ScriptedTenant();
  await tenant.listen();
});
afterEach(() => tenant.close());

function connector(options: Partial<TenantConnectorOptions> = {}): TenantConnector {
  return new TenantConnector({
    tenants: TenantDirectory.from(`${tenant.origin}/tenants/{tenantId}`),
    tokens: new CountedTokens(),
    ...options,
  });
}

const perform = (options?: Partial<TenantConnectorOptions>): Promise<TenantAnswer> =>
  connector(options).performStep({ ...call, request });

const poll = (location = `${tenant.origin}/operations/1`): Promise<TenantAnswer> =>
  connector().pollStep({ ...call, location });

describe('performing a step', () => {
  it('sends the request of the contract', async () => {
    expect(await perform()).toEqual({ kind: 'completed', fencingNumber: 7 });

    const [received] = tenant.calls;
    expect(received).toMatchObject({
      method: 'PUT',
      url: `/tenants/my300001/provisioning/v1/systems/${SYSTEM}/steps/establish-trust`,
      headers: {
        authorization: 'Bearer token-1',
        'content-type': 'application/json',
        'idempotency-key': `${SYSTEM}/7/establish-trust`,
        'fencing-number': '7',
        'correlation-id': 'c-1',
        traceparent: call.traceparent,
      },
    });
    expect(JSON.parse(received!.body)).toEqual(request);
  });

  it.each(['/tenants/my300001/operations/1', 'http://ORIGIN/tenants/my300001/operations/1'])(
    'is accepted with the location %s',
    async (location) => {
      const { origin } = tenant;
      tenant.script = (_call, response) =>
        answer(
          response,
          202,
          { state: 'IN_PROGRESS', fencingNumber: 7, retryAfter: 1.5 },
          { location: location.replace('http://ORIGIN', origin) },
        );

      expect(await perform()).toEqual({
        kind: 'accepted',
        location: `${origin}/tenants/my300001/operations/1`,
        retryAfterMs: 1500,
      });
    },
  );

  it.each([
    'http://169.254.169.254/latest/meta-data',
    '//elsewhere.example/operations/1',
    'http://u:p@ORIGIN/operations/1',
    'file:///etc/passwd',
  ])('rejects the location %s', async (location) => {
    const foreign = location.replace('ORIGIN', new URL(tenant.origin).host);
    tenant.script = (_call, response) =>
      answer(response, 202, { state: 'IN_PROGRESS', fencingNumber: 7 }, { location: foreign });

    const outcome = await perform();

    expect(outcome).toMatchObject({ kind: 'unknown-answer' });
    expect((outcome as { raw: string }).raw).toContain(foreign);
  });

  it.each([
    ['a state that the contract does not know', 200, { state: 'SORT_OF', fencingNumber: 7 }],
    ['the number of another attempt', 200, { state: 'COMPLETED', fencingNumber: 6 }],
    ['no location', 202, { state: 'IN_PROGRESS', fencingNumber: 7 }],
    ['no JSON', 200, '<html>It works!</html>'],
    ['no object', 200, 'null'],
    ['another success', 204, ''],
  ])('keeps the beginning of an unknown answer: %s', async (_name, status, body) => {
    tenant.script = (_call, response) => answer(response, status, body);

    const outcome = await perform();

    const text = typeof body === 'string' ? body : JSON.stringify(body);
    expect(outcome).toEqual({ kind: 'unknown-answer', raw: `HTTP ${status} ${text}`.trim() });
  });

  it('follows no redirect', async () => {
    tenant.script = (_call, response) => answer(response, 307, '', { location: `${tenant.origin}/elsewhere` });

    expect(await perform()).toEqual({
      kind: 'unknown-answer',
      raw: `HTTP 307 Location: ${tenant.origin}/elsewhere`,
    });
    expect(tenant.calls).toHaveLength(1);
  });

  it('limits what it reads and what it keeps', async () => {
    tenant.script = (_call, response) =>
      answer(response, 200, { state: 'COMPLETED', fencingNumber: 7, padding: 'x'.repeat(1_000_000) });

    const outcome = await perform();

    expect(outcome.kind).toBe('unknown-answer');
    expect((outcome as { raw: string }).raw).toHaveLength(1024);
  });

  it.each([
    [422, { detail: 'Communication user\nis locked' }, 'Communication user is locked'],
    [409, { code: 'SOMETHING', title: 'No' }, 'No'],
    [403, { detail: 'Not you' }, 'Not you'],
    [404, {}, 'The tenant answered HTTP 404'],
  ])('treats %i as permanent, with the tenant’s message', async (status, body, message) => {
    tenant.script = (_call, response) => answer(response, status, body);

    expect(await perform()).toMatchObject({
      kind: 'permanent',
      reason: { code: 'TENANT_REFUSED', message, httpStatus: status },
    });
  });

  it('is fenced off by a later attempt', async () => {
    tenant.script = (_call, response) => answer(response, 409, { code: 'FENCED', detail: 'Seen 8' });

    expect(await perform()).toEqual({ kind: 'fenced' });
  });

  it.each([
    [503, {}, { 'retry-after': '3' }, { code: 'TENANT_ERROR', httpStatus: 503 }, 3000],
    [500, { detail: 'Out of work processes' }, {}, { message: 'Out of work processes' }, undefined],
    [429, {}, { 'retry-after': 'Tue, 01 Jan 2030 00:00:30 GMT' }, { code: 'TENANT_BUSY' }, 30_000],
    [429, {}, { 'retry-after': '999999999' }, { code: 'TENANT_BUSY' }, 3_600_000],
  ])('is transient after %i', async (status, body, headers, reason, retryAfterMs) => {
    tenant.script = (_call, response) => answer(response, status, body, headers);

    const outcome = await perform({ now: () => Date.parse('2030-01-01T00:00:00Z') });

    expect(outcome).toMatchObject({ kind: 'transient', reason });
    expect((outcome as { retryAfterMs?: number }).retryAfterMs).toBe(retryAfterMs);
  });

  it('is transient when the tenant drops the connection', async () => {
    tenant.script = (_call, response) => response.destroy();

    expect(await perform()).toMatchObject({ kind: 'transient', reason: { code: 'TENANT_UNREACHABLE' } });
  });

  it('is transient when the connection is refused', async () => {
    const closed = connector();
    await tenant.close();

    expect(await closed.performStep({ ...call, request })).toMatchObject({
      kind: 'transient',
      reason: { code: 'TENANT_UNREACHABLE', message: 'The tenant cannot be reached (ECONNREFUSED)' },
    });
    await tenant.listen();
  });

  it.each<[string, Script]>([
    ['never answers', () => undefined],
    ['never ends its answer', (_call, response) => void response.writeHead(200).write('{')],
  ])('is transient when the tenant %s', async (_name, script) => {
    tenant.script = script;

    expect(await perform({ deadlineMs: 50 })).toMatchObject({ kind: 'transient', reason: { code: 'TENANT_TIMEOUT' } });
  });

  it('fetches a new token once when the tenant refuses the cached one', async () => {
    tenant.script = ({ headers }, response) =>
      headers.authorization === 'Bearer token-1'
        ? answer(response, 401, {})
        : answer(response, 200, { state: 'COMPLETED', fencingNumber: 7 });

    expect(await perform()).toMatchObject({ kind: 'completed' });
    expect(tenant.calls).toHaveLength(2);
  });

  it('treats a second refusal of its token as permanent', async () => {
    tenant.script = (_call, response) => answer(response, 401, { detail: 'Who are you?' });

    expect(await perform()).toMatchObject({ kind: 'permanent', reason: { httpStatus: 401, message: 'Who are you?' } });
    expect(tenant.calls).toHaveLength(2);
  });
});

describe('undoing a step', () => {
  it('sends the request of the contract', async () => {
    const outcome = await connector().undoStep({ ...call, callbackUrl: request.callbackUrl });

    expect(outcome).toEqual({ kind: 'completed', fencingNumber: 7 });
    expect(tenant.calls[0]).toMatchObject({
      method: 'DELETE',
      body: '',
      headers: {
        'idempotency-key': `${SYSTEM}/7/establish-trust`,
        'fencing-number': '7',
        'callback-url': request.callbackUrl,
      },
    });
  });
});

describe('a tear-down step that finds nothing there', () => {
  it.each([404, 410])('R8: is done on %i, whatever the body says', async (status) => {
    tenant.script = (_call, response) => answer(response, status, { detail: 'No such communication system' });

    const outcome = await connector().undoStep({ ...call, callbackUrl: request.callbackUrl });

    expect(outcome).toEqual({ kind: 'completed', fencingNumber: 7 });
  });

  it.each([400, 403, 422])('R9: is refused on %i', async (status) => {
    tenant.script = (_call, response) => answer(response, status, { detail: 'No' });

    const outcome = await connector().undoStep({ ...call, callbackUrl: request.callbackUrl });

    expect(outcome).toMatchObject({ kind: 'permanent', reason: { httpStatus: status } });
  });

  it('R5: is nothing that a step to be performed may find', async () => {
    tenant.script = (_call, response) => answer(response, 410, {});

    expect(await perform()).toMatchObject({ kind: 'permanent', reason: { httpStatus: 410 } });
  });
});

describe('polling a step', () => {
  it.each<[unknown, TenantAnswer]>([
    [
      { state: 'IN_PROGRESS', fencingNumber: 7, retryAfter: 2 },
      { kind: 'in-progress', retryAfterMs: 2000 },
    ],
    [
      { state: 'COMPLETED', fencingNumber: 7 },
      { kind: 'completed', fencingNumber: 7 },
    ],
    [
      { state: 'FAILED', fencingNumber: 7, reason: 'No licence' },
      { kind: 'permanent', reason: { code: 'TENANT_FAILED', message: 'No licence' } },
    ],
    [
      { state: 'PAUSED', fencingNumber: 7 },
      { kind: 'unknown-answer', raw: 'HTTP 200 {"state":"PAUSED","fencingNumber":7}' },
    ],
  ])('reads %j', async (body, expected) => {
    tenant.script = (_call, response) => answer(response, 200, body);

    expect(await poll()).toEqual(expected);
    expect(tenant.calls[0]).toMatchObject({ method: 'GET', url: '/operations/1' });
  });

  it.each([
    ['sent by the tenant', 'Half \ud83d of it', 'Half \ufffd of it'],
    ['left by a cut', `${'x'.repeat(499)}\u{1f600}`, `${'x'.repeat(499)}\ufffd`],
  ])('half of a surrogate pair that is %s is no part of the reason', async (_what, reason, message) => {
    tenant.script = (_call, response) => answer(response, 200, { state: 'FAILED', fencingNumber: 7, reason });

    expect(await poll()).toMatchObject({ kind: 'permanent', reason: { code: 'TENANT_FAILED', message } });
  });

  it('calls no other origin than the tenant’s', async () => {
    expect(await poll('http://127.0.0.1:1/operations/1')).toMatchObject({
      kind: 'permanent',
      reason: { code: 'LOCATION_NOT_ALLOWED' },
    });
    expect(tenant.calls).toHaveLength(0);
  });
});

describe('an unavailable tenant', () => {
  it('is not called while its circuit is open; other tenants are', async () => {
    tenant.script = (_call, response) => answer(response, 503, {});
    const patient = connector({ failuresToOpen: 3, openForMs: 60_000 });
    for (let i = 0; i < 3; i += 1) await patient.performStep({ ...call, request });

    expect(await patient.performStep({ ...call, request })).toMatchObject({
      kind: 'transient',
      reason: { code: 'TENANT_CIRCUIT_OPEN' },
    });
    expect(tenant.calls).toHaveLength(3);
    expect(await patient.performStep({ ...call, tenantId: 'my300002', request })).toMatchObject({
      reason: { code: 'TENANT_ERROR' },
    });
  });

  it('is called again once a call has succeeded', async () => {
    tenant.script = (_call, response) => answer(response, 503, {});
    const eager = connector({ failuresToOpen: 1, openForMs: 0 });
    await eager.performStep({ ...call, request });
    tenant.script = (_call, response) => answer(response, 200, { state: 'COMPLETED', fencingNumber: 7 });

    expect(await eager.performStep({ ...call, request })).toMatchObject({ kind: 'completed' });
    expect(await eager.performStep({ ...call, request })).toMatchObject({ kind: 'completed' });
  });

  it('does not open its circuit with refusals', async () => {
    tenant.script = (_call, response) => answer(response, 422, {});
    const strict = connector({ failuresToOpen: 1, openForMs: 60_000 });
    await strict.performStep({ ...call, request });

    expect(await strict.performStep({ ...call, request })).toMatchObject({ kind: 'permanent' });
  });

  it('fills only its own bulkhead and queue', async () => {
    const held: ServerResponse[] = [];
    tenant.script = ({ url }, response) => {
      if (url.includes('/my300001/')) held.push(response);
      else answer(response, 200, { state: 'COMPLETED', fencingNumber: 7 });
    };
    const narrow = connector({ concurrentCalls: 1, waitingCalls: 1 });
    const first = narrow.performStep({ ...call, request });
    const second = narrow.performStep({ ...call, request });
    const third = await narrow.performStep({ ...call, request });
    const other = await narrow.performStep({ ...call, tenantId: 'my300002', request });

    expect(third).toMatchObject({ kind: 'transient', reason: { code: 'TENANT_CALLS_QUEUED' } });
    expect(other).toMatchObject({ kind: 'completed' });
    tenant.script = (_call, response) => answer(response, 200, { state: 'COMPLETED', fencingNumber: 7 });
    for (const response of held) answer(response, 200, { state: 'COMPLETED', fencingNumber: 7 });
    expect(await Promise.all([first, second])).toMatchObject([{ kind: 'completed' }, { kind: 'completed' }]);
  });
});
