import { connectNats } from '@system-landscape/messaging';
import { loadSettings, SettableClock } from '@system-landscape/service-kit';
import { startNats, temporaryFolder, type Server } from '@system-landscape/test-support';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { NatsConnection } from 'nats';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startGateway } from '../gateway.js';
import { GatewaySettings } from '../settings.js';
import { OpenidIssuer } from './openid-issuer.js';
import { ScriptedServices } from './scripted-services.js';

export const T0 = new Date('2026-01-05T08:00:00.000Z');

/** Who calls in the tests, as their access tokens say it. */
export const PEOPLE = {
  'ga-admin': { roles: ['global-account-admin'], global_account: 'ga-demo' },
  'ga-landscape-admin': { roles: ['system-landscape-admin'], global_account: 'ga-demo' },
  'ga-viewer': { roles: ['system-landscape-viewer'], global_account: 'ga-demo' },
  'other-ga-admin': { roles: ['global-account-admin'], global_account: 'ga-other' },
  'other-ga-viewer': { roles: ['system-landscape-viewer'], global_account: 'ga-other' },
  'tenant-admin': { roles: ['tenant-admin'], tenant: 'my300001' },
  'other-tenant-admin': { roles: ['tenant-admin'], tenant: 'my300002' },
  'tenant-my300001': { roles: ['tenant-system'], tenant: 'my300001' },
  'tenant-my300002': { roles: ['tenant-system'], tenant: 'my300002' },
  operator: { roles: ['operator'] },
  nobody: { roles: [] },
} as const;
export type Person = keyof typeof PEOPLE;

export interface CallOptions {
  readonly as?: Person;
  /** A JSON body. */
  readonly body?: unknown;
  /** A body as it is, of the content type in `headers`. */
  readonly text?: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: the first instance. */
  readonly at?: NestFastifyApplication;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // The shape is what a test expects of it.
  readonly body: Record<string, unknown>;
}

export interface HarnessOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Default true. */
  readonly jetstream?: boolean;
}

/** The gateway over real HTTP, with a real nats-server and issuer; the services behind it are scripted. */
export class GatewayHarness {
  readonly clock = new SettableClock(T0);
  private readonly apps: NestFastifyApplication[] = [];

  private constructor(
    readonly nats: Server,
    readonly issuer: OpenidIssuer,
    readonly connection: NatsConnection,
    readonly services: ScriptedServices,
    private readonly folder: { readonly path: string; readonly remove: () => Promise<void> },
  ) {}

  static async start({ env = {}, jetstream = true }: HarnessOptions = {}): Promise<GatewayHarness> {
    const [nats, issuer, folder] = await Promise.all([
      startNats({ jetstream }),
      OpenidIssuer.start(),
      temporaryFolder('gateway'),
    ]);
    const keys = { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'AA', kid: 'k1', alg: 'EdDSA', use: 'sig' }] };
    writeFileSync(join(folder.path, 'jwks.json'), JSON.stringify(keys));
    const connection = await connectNats(settingsOf(nats.url, issuer.url, folder.path, env), 'test');
    const harness = new GatewayHarness(nats, issuer, connection, new ScriptedServices(connection), folder);
    await harness.services.reset();
    await harness.startInstance(env);
    return harness;
  }

  /** The first one. */
  get instance(): NestFastifyApplication {
    return this.apps[0]!;
  }

  async startInstance(env: Readonly<Record<string, string>> = {}): Promise<NestFastifyApplication> {
    const settings = settingsOf(this.nats.url, this.issuer.url, this.folder.path, env);
    const connection = await connectNats(settings, 'gateway');
    const app = await startGateway({ settings, connection, clock: this.clock });
    this.apps.push(app);
    return app;
  }

  async stopInstance(app: NestFastifyApplication): Promise<void> {
    this.apps.splice(this.apps.indexOf(app), 1);
    await app.close();
  }

  async stop(): Promise<void> {
    await Promise.all(this.apps.map((app) => app.close()));
    if (!this.connection.isClosed()) await this.connection.close();
    await Promise.all([this.nats.stop(), this.issuer.goAway()]);
    await this.folder.remove();
  }

  tokenOf(person: Person): Promise<string> {
    return this.issuer.token({ claims: { sub: person, ...PEOPLE[person] }, issuedAt: this.clock.now() });
  }

  async call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const { as, body, text, key, headers, at = this.apps[0]! } = options;
    const response = await fetch((await at.getUrl()) + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(as === undefined ? {} : { authorization: `Bearer ${await this.tokenOf(as)}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...headers,
      },
      body: text ?? (body === undefined ? null : JSON.stringify(body)),
    });
    const isStream = /event-stream/.test(response.headers.get('content-type') ?? '');
    const answered = await (isStream ? untilCaughtUp(response) : response.text());
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text: answered,
      body: isJson && answered !== '' ? (JSON.parse(answered) as Record<string, unknown>) : {},
    };
  }
}

/** Live events end when one leaves. */
async function untilCaughtUp(response: Response): Promise<string> {
  let text = '';
  for await (const chunk of response.body!) {
    text += Buffer.from(chunk).toString('utf8');
    if (/event: caught-up\n.*\n.*\n\n/.test(text)) break;
  }
  return text;
}

function settingsOf(
  natsUrl: string,
  issuer: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): GatewaySettings {
  return loadSettings(GatewaySettings, {
    NATS_URL: natsUrl,
    OIDC_ISSUER: issuer,
    INTEGRATION_TOKEN_JWKS: join(folder, 'jwks.json'),
    PUBLIC_URL: 'http://landscape.example',
    PORT: '0',
    RATE_LIMIT_WRITES: '100000',
    RATE_LIMIT_REFUSED_REDEMPTIONS: '100000',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
    ...env,
  });
}
