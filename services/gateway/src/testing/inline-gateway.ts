import type { Rpc } from '@system-landscape/contracts';
import { connectNats } from '@system-landscape/messaging';
import { loadSettings } from '@system-landscape/service-kit';
import { TestEnvironment } from '@system-landscape/test-support';
import { connect, JSONCodec, type NatsConnection } from 'nats';
import { writeFile } from 'node:fs/promises';
import { startGateway } from '../gateway.js';
import { GatewaySettings } from '../settings.js';
import { OpenidIssuer, type TokenOptions } from './openid-issuer.js';

const json = JSONCodec<unknown>();

export interface Claims {
  readonly sub: string;
  readonly roles: readonly string[];
  readonly global_account?: string;
  readonly tenant?: string;
}

/** A request that a service received. */
export interface ReceivedRequest {
  readonly subject: string;
  readonly data: unknown;
  readonly actor: unknown;
  readonly idempotencyKey: string;
  readonly correlationId: string;
}

/** A gateway on real NATS, with its own OpenID provider and scripted services. */
export class InlineGateway {
  readonly asked: ReceivedRequest[] = [];
  private readonly answers = new Map<string, object>();

  private constructor(
    readonly url: string,
    private readonly environment: TestEnvironment,
    private readonly issuer: OpenidIssuer,
    services: NatsConnection,
  ) {
    services.subscribe('rpc.>', {
      callback: (_, message) => {
        const header = (name: string) => decodeURIComponent(message.headers?.get(name) ?? '');
        this.asked.push({
          subject: message.subject,
          data: json.decode(message.data),
          actor: JSON.parse(header('actor') || 'null') as unknown,
          idempotencyKey: header('idempotency-key'),
          correlationId: header('correlation-id'),
        });
        message.respond(json.encode(this.answers.get(message.subject) ?? {}));
      },
    });
  }

  static async start(env: NodeJS.ProcessEnv = {}): Promise<InlineGateway> {
    const environment = await TestEnvironment.start('gateway', { nats: { jetstream: true } });
    const issuer = environment.adopt(await OpenidIssuer.start(), (each) => each.stop());
    const keyFile = environment.file('jwks.json');
    await writeFile(keyFile, JSON.stringify({ keys: [issuer.key.publicJwk] }));
    const settings = loadSettings(GatewaySettings, {
      ...environment.settings,
      OIDC_ISSUER: issuer.url,
      INTEGRATION_TOKEN_JWKS: keyFile,
      ...env,
    });
    const services = environment.adopt(await connect({ servers: environment.nats.url }), (each) => each.close());
    const gateway = await startGateway({ settings, connection: await connectNats(settings, 'gateway') });
    environment.adopt(gateway, () => gateway.close());
    return new InlineGateway(await gateway.getUrl(), environment, issuer, services);
  }

  answer({ subject }: Rpc, reply: object): void {
    this.answers.set(subject, reply);
  }

  token(claims: Claims, options: Pick<TokenOptions, 'audience' | 'expiresAt'> = {}): Promise<string> {
    return this.issuer.token({ claims: { ...claims }, issuedAt: new Date(), ...options });
  }

  async call(
    method: string,
    path: string,
    { as, body, headers }: { as?: Claims; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(as ? { authorization: `Bearer ${await this.token(as)}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const parsed = isJson ? (JSON.parse(text || '{}') as Record<string, unknown>) : {};
    return { status: response.status, headers: response.headers, body: parsed };
  }

  stop(): Promise<void> {
    return this.environment.stop();
  }
}
