import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  type PerformStepRequest,
  PLATFORM_AUDIENCE,
  PLATFORM_RESOURCE,
  PROVISIONING_STEPS,
  stepPath,
  tenantResource,
} from '@system-landscape/contracts';
import {
  ClientCredentials,
  type PerformStepCall,
  type TenantAnswer,
  TenantConnector,
  TenantDirectory,
} from '@system-landscape/tenant-connector';
import { eventually, freePort, TestEnvironment } from '@system-landscape/test-support';
import { decodeJwt } from 'jose';
import { createServer, type Server } from 'node:http';
import { TenantSimulatorSettings } from './settings.js';
import { createTenantSimulator } from './tenant-simulator.js';
import type { EffectWithCalls } from './effects/effect-store.js';

const TENANT = 'my300001';
const STEP = 'establish-trust';

let environment: TestEnvironment;
let issuer: string;
/** Where the tenants know the platform to be. */
let platformUrl: string;
let systems = 0;

beforeAll(async () => {
  environment = await TestEnvironment.start('tenant-simulator');
  platformUrl = `http://127.0.0.1:${await freePort()}`;
  const port = String(await freePort());
  issuer = `http://127.0.0.1:${port}`;
  await environment.startService('identity-provider', {
    PORT: port,
    ISSUER: issuer,
    DATA_DIR: environment.file('identity-provider'),
    CLIENTS_FILE: '',
  });
});
afterAll(() => environment.stop());

const tokenFor = (clientId: string, resource: string, audience = resource): Promise<string> =>
  new ClientCredentials({ issuer, clientId, clientSecret: 'demo' }).token(resource, audience);
const token = (clientId: string, resource = tenantResource(TENANT)) => tokenFor(clientId, resource);

/** Calls a simulator for one system: as the platform, and as a tester. */
class Harness {
  private readonly connector: TenantConnector;
  readonly systemId = `5c9a4b1e-0000-5000-8000-${String((systems += 1)).padStart(12, '0')}-1`;

  constructor(
    readonly url: string,
    deadlineMs = 10_000,
    private readonly callbackUrl = `${platformUrl}/callback`,
  ) {
    this.connector = new TenantConnector({
      tenants: TenantDirectory.from(`${url}/tenants/{tenantId}`),
      tokens: new ClientCredentials({ issuer, clientId: 'system-landscape', clientSecret: 'demo' }),
      deadlineMs,
    });
  }

  get request(): PerformStepRequest {
    return {
      extensionId: `${this.systemId}-x1`,
      globalAccountId: 'ga-demo',
      systemName: 'S/4 productive',
      systemType: 's4hana-cloud',
      communicationScenarios: ['SAP_COM_0892'],
      callbackUrl: this.callbackUrl,
    };
  }

  private call(attempt: number): PerformStepCall {
    const { systemId, request } = this;
    return { tenantId: TENANT, systemId, attempt, step: STEP, correlationId: 'c-1', request };
  }

  perform(attempt: number): Promise<TenantAnswer> {
    return this.connector.performStep(this.call(attempt));
  }

  takeBack(attempt: number): Promise<TenantAnswer> {
    return this.connector.undoStep({ ...this.call(attempt), callbackUrl: this.callbackUrl });
  }

  poll(attempt: number, accepted: TenantAnswer): Promise<TenantAnswer> {
    if (accepted.kind !== 'accepted') throw new Error(`Not accepted: ${JSON.stringify(accepted)}`);
    return this.connector.pollStep({ ...this.call(attempt), location: accepted.location });
  }

  async setFault(fault: object): Promise<Response> {
    return fetch(`${this.url}/faults/${TENANT}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
  }

  async effects(): Promise<EffectWithCalls[]> {
    const response = await fetch(`${this.url}/effects/${TENANT}?systemId=${this.systemId}`);
    return ((await response.json()) as { items: EffectWithCalls[] }).items;
  }

  /** `<action> <fencing number> x<calls>` of each effect. */
  async effectSummary(): Promise<string[]> {
    return (await this.effects()).map(({ action, fencingNumber, calls }) => `${action} ${fencingNumber} x${calls}`);
  }
}

describe('a simulator', () => {
  let app: NestFastifyApplication;
  let url: string;
  let harness: Harness;

  beforeAll(async () => {
    const settings = Object.assign(new TenantSimulatorSettings(), {
      dataDir: environment.file('simulator'),
      oidcIssuer: issuer,
      platformUrl,
      logLevel: 'fatal',
    });
    app = await createTenantSimulator(settings);
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    await fetch(`${url}/faults/${TENANT}`, { method: 'DELETE' });
    harness = new Harness(url);
  });

  describe('effects', () => {
    it('apply once for concurrent calls with one idempotency key', async () => {
      const answers = await Promise.all(Array.from({ length: 12 }, () => harness.perform(1)));

      expect(answers).toEqual(answers.map(() => ({ kind: 'completed', fencingNumber: 1 })));
      expect(await harness.effects()).toEqual([
        {
          systemId: harness.systemId,
          step: STEP,
          action: 'perform',
          idempotencyKey: `${harness.systemId}/1/${STEP}`,
          fencingNumber: 1,
          calls: 12,
          occurredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
        },
      ]);
    });

    it('distinguish performing and taking back, in order', async () => {
      await harness.perform(1);
      await harness.takeBack(1);
      await harness.takeBack(1);
      await harness.perform(2);

      expect(await harness.effectSummary()).toEqual(['perform 1 x1', 'take-back 1 x2', 'perform 2 x1']);
    });

    it('do not include taking back a step that was never performed', async () => {
      expect(await harness.takeBack(1)).toMatchObject({ kind: 'completed' });
      expect(await harness.effectSummary()).toEqual([]);
    });
  });

  describe('fencing', () => {
    it('refuses a number lower than the highest one', async () => {
      await harness.perform(2);

      expect(await harness.perform(1)).toEqual({ kind: 'fenced' });
      expect(await harness.takeBack(1)).toEqual({ kind: 'fenced' });
      expect(await harness.effectSummary()).toEqual(['perform 2 x1']);
    });

    it('refuses to perform in an attempt that is being taken back', async () => {
      await harness.takeBack(3);

      expect(await harness.perform(3)).toEqual({ kind: 'fenced' });
    });

    it('refuses a slow call that a later attempt has overtaken', async () => {
      await harness.setFault({ mode: 'slow', delayMs: 800 });

      const [overtaken, later] = await Promise.all([harness.perform(1), harness.takeBack(2)]);

      expect([overtaken.kind, later.kind]).toEqual(['fenced', 'completed']);
      expect(await harness.effectSummary()).toEqual([]);
    });
  });

  describe('access', () => {
    const put = async (authorization?: string): Promise<Response> =>
      fetch(`${url}/tenants/${TENANT}${stepPath(harness.systemId, STEP)}`, {
        method: 'PUT',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': `${harness.systemId}/1/${STEP}`,
          'fencing-number': '1',
          'correlation-id': 'c-1',
          ...(authorization !== undefined && { authorization }),
        },
        body: JSON.stringify(harness.request),
      });

    it('is granted to the platform only', async () => {
      const platform = await token('system-landscape');

      expect((await put()).status).toBe(401);
      expect((await put('Bearer nonsense')).status).toBe(401);
      expect((await put(`Bearer ${platform.slice(0, -6)}AAAAAA`)).status).toBe(401);
      const ownToken = await tokenFor('tenant-my300001', PLATFORM_RESOURCE, PLATFORM_AUDIENCE);
      expect((await put(`Bearer ${ownToken}`)).status).toBe(401);
      await expect(token('tenant-my300001')).rejects.toThrow('invalid_target');
      expect(await harness.effects()).toEqual([]);
      expect((await put(`Bearer ${platform}`)).status).toBe(200);
    });

    it('is refused to a token that another tenant has received, or the gateway, also for a poll', async () => {
      await harness.setFault({ mode: 'async-poll', delayMs: 60_000 });
      const accepted = await harness.perform(1);
      const location = accepted.kind === 'accepted' ? accepted.location : '';
      const foreign = [
        await token('system-landscape', tenantResource('my300002')),
        await token('system-landscape', tenantResource(`${TENANT}2`)),
        await tokenFor('system-landscape', PLATFORM_RESOURCE, PLATFORM_AUDIENCE),
      ];
      for (const text of foreign) {
        const authorization = `Bearer ${text}`;
        expect((await put(authorization)).status).toBe(401);
        expect((await fetch(location, { headers: { authorization } })).status).toBe(401);
      }
      expect(await harness.effects()).toEqual([]);
      const authorization = `Bearer ${await token('system-landscape')}`;
      expect((await fetch(location, { headers: { authorization } })).status).toBe(200);
    });

    it('takes another token of the platform for each tenant, valid for minutes', async () => {
      const own = decodeJwt(await token('system-landscape'));
      const other = decodeJwt(await token('system-landscape', tenantResource('my300002')));
      expect(own).toMatchObject({ aud: tenantResource(TENANT), tenant: TENANT });
      expect(other).toMatchObject({ aud: tenantResource('my300002'), tenant: 'my300002' });
      expect(own.exp! - own.iat!).toBe(300);
    });
  });

  it.each([
    ['of another host', () => 'http://169.254.169.254/latest/meta-data'],
    ['of another port', () => 'http://127.0.0.1:1/callback'],
    ['of another scheme', () => platformUrl.replace('http', 'https')],
    ['that only looks like the platform', () => `${platformUrl}@127.0.0.1:1/callback`],
    ['with credentials', () => platformUrl.replace('//', '//user:secret@')],
    ['of a file', () => 'file:///etc/passwd'],
    ['that is none', () => 'callback'],
  ])('calls nobody back at a URL %s, also for a take-back', async (_, callbackUrl) => {
    const named = new Harness(url, 10_000, callbackUrl());
    await named.setFault({ mode: 'async-callback', delayMs: 10 });
    for (const answer of [await named.perform(1), await named.takeBack(2)]) {
      expect(answer).toMatchObject({ kind: 'permanent', reason: { httpStatus: 400 } });
    }
    expect(await named.effects()).toEqual([]);
  });

  it('reports all errors of a call', async () => {
    const response = await fetch(`${url}/tenants/${TENANT}${stepPath(harness.systemId, STEP)}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${await token('system-landscape')}`,
        'content-type': 'application/json',
        'idempotency-key': 'other',
        'fencing-number': '1',
      },
      body: JSON.stringify({ ...harness.request, systemName: '' }),
    });

    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const { errors } = (await response.json()) as { errors: { field: string }[] };
    expect(errors.map(({ field }) => field)).toEqual(['Idempotency-Key', 'correlation-id', 'systemName']);
  });

  describe('faults', () => {
    it('are listed, replaced and removed', async () => {
      const show = async () => ((await (await fetch(`${url}/faults/${TENANT}`)).json()) as { items: object[] }).items;
      await harness.setFault({ step: 'activate-extension', mode: 'down' });
      await harness.setFault({ step: STEP, mode: 'fail', status: 400 });
      expect(await show()).toHaveLength(2);

      await harness.setFault({ mode: 'slow', delayMs: 1 });
      expect(await show()).toEqual([{ mode: 'slow', delayMs: 1 }]);

      expect((await fetch(`${url}/faults/${TENANT}`, { method: 'DELETE' })).status).toBe(204);
      expect(await show()).toEqual([]);
    });

    it('are rejected with all errors', async () => {
      const response = await harness.setFault({ mode: 'broken', times: -1 });

      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ field: 'mode' }, { field: 'times' }] });
    });

    it('apply to their step only', async () => {
      await harness.setFault({ step: PROVISIONING_STEPS[3], mode: 'fail' });

      expect(await harness.perform(1)).toMatchObject({ kind: 'completed' });
    });

    it('fail: always refuses', async () => {
      await harness.setFault({ mode: 'fail' });

      expect(await harness.perform(1)).toMatchObject({ kind: 'permanent', reason: { httpStatus: 422 } });
      expect(await harness.effectSummary()).toEqual([]);
    });

    it('fail-times: succeeds after that many failures', async () => {
      await harness.setFault({ mode: 'fail-times', times: 2 });

      const kinds = [await harness.perform(1), await harness.perform(1), await harness.perform(1)].map(
        ({ kind }) => kind,
      );

      expect(kinds).toEqual(['transient', 'transient', 'completed']);
      expect(await harness.effectSummary()).toEqual(['perform 1 x3']);
    });

    it('slow: applies the effect after the caller has timed out', async () => {
      await harness.setFault({ mode: 'slow', delayMs: 1_500 });
      const impatient = new Harness(url, 300);

      expect(await impatient.perform(1)).toMatchObject({ kind: 'transient', reason: { code: 'TENANT_TIMEOUT' } });
      await eventually(async () => (await impatient.effectSummary()).length === 1);
    });

    it('down: drops the connection', async () => {
      await harness.setFault({ mode: 'down' });

      expect(await harness.perform(1)).toMatchObject({ kind: 'transient', reason: { code: 'TENANT_UNREACHABLE' } });
    });

    it('never-answers: sends no response and has no effect', async () => {
      await harness.setFault({ mode: 'never-answers' });
      const impatient = new Harness(url, 300);

      expect(await impatient.perform(1)).toMatchObject({ kind: 'transient', reason: { code: 'TENANT_TIMEOUT' } });
      expect(await impatient.effectSummary()).toEqual([]);
    });

    it('unknown-status: answers with an undefined state', async () => {
      await harness.setFault({ mode: 'unknown-status' });

      expect(await harness.perform(1)).toMatchObject({ kind: 'unknown-answer' });
    });

    it('async-poll: completes later', async () => {
      await harness.setFault({ mode: 'async-poll', delayMs: 100 });
      const accepted = await harness.perform(1);
      const again = await harness.perform(1);
      expect(again).toEqual(accepted);

      await eventually(async () => (await harness.poll(1, accepted)).kind === 'completed');
      expect(await harness.effectSummary()).toEqual(['perform 1 x2']);
      expect(await harness.perform(1)).toEqual({ kind: 'completed', fencingNumber: 1 });
    });

    it('async-poll: fails when a later attempt overtakes it', async () => {
      await harness.setFault({ mode: 'async-poll', delayMs: 300 });
      const accepted = await harness.perform(1);
      await harness.setFault({ mode: 'ok' });
      await harness.takeBack(2);

      const ended = await eventually(async () => {
        const answer = await harness.poll(1, accepted);
        return answer.kind === 'in-progress' ? undefined : answer;
      });
      expect(ended).toMatchObject({ kind: 'permanent', reason: { code: 'TENANT_FAILED' } });
      expect(await harness.effectSummary()).toEqual([]);
    });

    it.each([
      ['fail', 'permanent'],
      ['down', 'transient'],
      ['unknown-status', 'unknown-answer'],
    ])('%s: applies to polls as well', async (mode, kind) => {
      await harness.setFault({ mode: 'async-poll', delayMs: 0 });
      const accepted = await harness.perform(1);
      await harness.setFault({ mode });

      expect(await harness.poll(1, accepted)).toMatchObject({ kind });
    });

    describe('async-callback', () => {
      let platform: Server;
      let received: { url: string; body: unknown; claims: object }[];
      let statuses: number[];

      beforeEach(async () => {
        received = [];
        statuses = [];
        platform = createServer((request, response) => {
          let text = '';
          request.on('data', (chunk) => (text += String(chunk)));
          request.on('end', () => {
            const claims = decodeJwt((request.headers.authorization ?? '').replace('Bearer ', ''));
            received.push({ url: request.url ?? '', body: JSON.parse(text), claims });
            response.writeHead(statuses.shift() ?? 204).end();
          });
        });
        await new Promise<void>((done) => platform.listen(Number(new URL(platformUrl).port), '127.0.0.1', done));
        harness = new Harness(url, 10_000, `${platformUrl}/callbacks/1`);
        await harness.setFault({ mode: 'async-callback', delayMs: 10 });
      });
      afterEach(async () => {
        platform.closeAllConnections();
        await new Promise((done) => platform.close(done));
      });

      it('reports completion with the tenant’s own token, and retries until the platform accepts it', async () => {
        statuses = [503, 429];
        expect(await harness.perform(4)).toMatchObject({ kind: 'accepted' });

        await eventually(() => received.length === 3);
        expect(received[2]).toMatchObject({
          url: '/callbacks/1',
          body: { state: 'COMPLETED', fencingNumber: 4 },
          claims: { sub: `tenant-${TENANT}`, roles: ['tenant-system'], tenant: TENANT },
        });
        expect(await harness.effectSummary()).toEqual(['perform 4 x1']);
      });

      it('reports a take-back as well', async () => {
        await harness.setFault({ mode: 'ok' });
        await harness.perform(1);
        await harness.setFault({ mode: 'async-callback', delayMs: 10 });
        await harness.takeBack(2);

        await eventually(() => received.length === 1);
        expect(received[0]).toMatchObject({ body: { state: 'COMPLETED', fencingNumber: 2 } });
        expect(await harness.effectSummary()).toEqual(['perform 1 x1', 'take-back 2 x1']);
      });
    });
  });
});

describe('a killed simulator', () => {
  const start = () =>
    environment.startService('tenant-simulator', {
      DATA_DIR: environment.file('killed'),
      OIDC_ISSUER: issuer,
      PLATFORM_URL: platformUrl,
    });

  it('keeps effects and faults, and completes accepted operations after the restart', async () => {
    const first = await start();
    const before = new Harness(first.url);
    await before.perform(1);
    await before.setFault({ mode: 'fail-times', times: 3 });
    await before.perform(1);
    const other = new Harness(before.url);
    await other.setFault({ step: STEP, mode: 'async-poll', delayMs: 1500 });
    expect(await other.perform(1)).toMatchObject({ kind: 'accepted' });
    await first.kill();

    const second = await start();
    const { url } = second;
    const effectsOf = async ({ systemId }: Harness): Promise<EffectWithCalls[]> =>
      ((await (await fetch(`${url}/effects/${TENANT}?systemId=${systemId}`)).json()) as { items: EffectWithCalls[] })
        .items;
    expect(await effectsOf(before)).toMatchObject([{ action: 'perform', calls: 2 }]);
    expect(await (await fetch(`${url}/faults/${TENANT}`)).json()).toEqual({
      items: [
        { mode: 'fail-times', times: 2, status: 503 },
        { step: STEP, mode: 'async-poll', delayMs: 1500 },
      ],
    });
    await eventually(async () => (await effectsOf(other)).length === 1);
    const end = await second.stop();
    expect(end.code ?? end.signal).toBe('SIGTERM');
  });
});
