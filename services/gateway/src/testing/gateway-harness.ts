import { connectNats } from '@system-landscape/messaging';
import { loadSettings, MonitoringServer, SettableClock, type Clock } from '@system-landscape/service-kit';
import { freezeProcess, TestEnvironment } from '@system-landscape/test-support';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { NatsConnection } from 'nats';
import { writeFileSync } from 'node:fs';
import { startGateway } from '../gateway.js';
import { GatewaySettings } from '../settings.js';
import { DocumentedAnswers, type Answer, type Document } from './documented-answers.js';
import { OpenidIssuer } from './openid-issuer.js';
import { ScriptedServices } from './scripted-services.js';

export const T0 = new Date('2026-01-05T08:00:00.000Z');

/** Callers of the tests, with the claims of their access tokens. */
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
  /** A raw body of the content type in `headers`. */
  readonly text?: string | Buffer<ArrayBuffer>;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The scripted services answer what the services of this release do not. */
  readonly isUndocumented?: true;
  /** Default: the first instance. */
  readonly at?: NestFastifyApplication;
}

export interface HarnessOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Default true. */
  readonly jetstream?: boolean;
}

/** The gateway over real HTTP, with a real nats-server and issuer; the services behind it are scripted. */
export class GatewayHarness {
  readonly clock = new SettableClock(T0);
  private readonly instances: NestFastifyApplication[] = [];
  private documented: DocumentedAnswers | undefined;

  private constructor(
    private readonly environment: TestEnvironment,
    readonly issuer: OpenidIssuer,
    readonly connection: NatsConnection,
    readonly services: ScriptedServices,
  ) {}

  static async start({ env = {}, jetstream = true }: HarnessOptions = {}): Promise<GatewayHarness> {
    const environment = await TestEnvironment.start('gateway', { nats: { jetstream } });
    const issuer = environment.adopt(await OpenidIssuer.start(), (each) => each.stop());
    const keys = { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'AA', kid: 'k1', alg: 'EdDSA', use: 'sig' }] };
    writeFileSync(environment.file('jwks.json'), JSON.stringify(keys));
    const connection = await connectNats(settingsOf(environment, issuer, env), 'test');
    environment.adopt(connection, async () => {
      if (!connection.isClosed()) await connection.close();
    });
    const harness = new GatewayHarness(environment, issuer, connection, new ScriptedServices(connection));
    await harness.services.reset();
    await harness.startInstance(env);
    const document: unknown = (await harness.send('GET', '/openapi.json')).body;
    harness.documented = new DocumentedAnswers(document as Document);
    return harness;
  }

  /** The first one. */
  get instance(): NestFastifyApplication {
    return this.instances[0]!;
  }

  async startInstance(
    env: Readonly<Record<string, string>> = {},
    clock: Clock = this.clock,
  ): Promise<NestFastifyApplication> {
    const settings = settingsOf(this.environment, this.issuer, env);
    const connection = await connectNats(settings, 'gateway');
    const instance = await startGateway({ settings, connection, clock });
    this.instances.push(instance);
    return this.environment.adopt(instance, () => instance.close());
  }

  async stopInstance(instance: NestFastifyApplication): Promise<void> {
    this.instances.splice(this.instances.indexOf(instance), 1);
    await this.environment.release(instance);
  }

  stop(): Promise<void> {
    return this.environment.stop();
  }

  /** The server accepts connections and bytes, and does nothing with them, until `thawNats`. */
  freezeNats(): Promise<void> {
    return freezeProcess(this.environment.nats.pid);
  }

  thawNats(): void {
    process.kill(this.environment.nats.pid, 'SIGCONT');
  }

  tokenOf(person: Person): Promise<string> {
    return this.issuer.token({ claims: { sub: person, ...PEOPLE[person] }, issuedAt: this.clock.now() });
  }

  /** Asks for health or metrics, which have a port of their own. */
  async monitoring(path: string, at = this.instance): Promise<Response> {
    const url = await at.get(MonitoringServer).url();
    return fetch(url + path, { signal: AbortSignal.timeout(8_000) });
  }

  /** Calls the API. @throws Error when the answer is not as the OpenAPI document says */
  async call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const answer = await this.send(method, path, options);
    const mistakes = options.isUndocumented === true ? [] : this.documented!.mistakes(method, path, answer);
    if (mistakes.length > 0)
      throw new Error(`${method} ${path} answers what is not documented: ${mistakes.join('; ')}`);
    return answer;
  }

  private async send(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const { as, body, text, key, headers, at = this.instance } = options;
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
    const content = await (isStream && response.body ? untilCaughtUp(response.body) : response.text());
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text: content,
      body: isJson && content !== '' ? (JSON.parse(content) as Record<string, unknown>) : {},
    };
  }
}

/** A stream of live events does not end by itself, so it is read up to `caught-up`. */
async function untilCaughtUp(body: ReadableStream<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of body) {
    text += Buffer.from(chunk).toString('utf8');
    if (/event: caught-up\n.*\n.*\n\n/.test(text)) break;
  }
  return text;
}

function settingsOf(
  environment: TestEnvironment,
  issuer: OpenidIssuer,
  env: Readonly<Record<string, string>>,
): GatewaySettings {
  return loadSettings(GatewaySettings, {
    ...environment.settings,
    OIDC_ISSUER: issuer.url,
    INTEGRATION_TOKEN_JWKS: environment.file('jwks.json'),
    PUBLIC_URL: 'http://landscape.example',
    RATE_LIMIT_WRITES: '100000',
    RATE_LIMIT_REFUSED_REDEMPTIONS: '100000',
    RATE_LIMIT_READS: '1000000',
    MAX_EVENT_READERS_PER_ACCOUNT: '10000',
    MAX_EVENT_READERS_PER_CALLER: '10000',
    ...env,
  });
}
