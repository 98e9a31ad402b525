import { connectNats } from '@system-landscape/messaging';
import { loadSettings } from '@system-landscape/service-kit';
import { startNats, temporaryFolder, type Server } from '@system-landscape/test-support';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { connect, JSONCodec, type NatsConnection } from 'nats';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startGateway } from '../gateway.js';
import { GatewaySettings } from '../settings.js';

const json = JSONCodec<unknown>();

export interface Claims {
  readonly sub: string;
  readonly roles: readonly string[];
  readonly global_account?: string;
  readonly tenant?: string;
}

/** What a service was asked. */
export interface Asked {
  readonly subject: string;
  readonly data: unknown;
  readonly actor: unknown;
  readonly idempotencyKey: string;
  readonly correlationId: string;
}

/** A gateway on real NATS, with a provider of its own and services that answer by script. */
export class InlineGateway {
  readonly asked: Asked[] = [];
  private readonly answers = new Map<string, object>();

  private constructor(
    readonly url: string,
    private readonly issuer: string,
    private readonly key: Parameters<SignJWT['sign']>[0],
    private readonly app: NestFastifyApplication,
    private readonly services: NatsConnection,
    private readonly nats: Server,
    private readonly provider: HttpServer,
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
    const nats = await startNats({ jetstream: true });
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'k' }] });
    const provider = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(request.url === '/jwks' ? keys : JSON.stringify({ issuer, jwks_uri: `${issuer}/jwks` }));
    });
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
    const folder = await temporaryFolder('gateway');
    const keyFile = join(folder.path, 'jwks.json');
    await writeFile(keyFile, keys);
    const settings = loadSettings(GatewaySettings, {
      PORT: '0',
      LOG_LEVEL: 'silent',
      NATS_URL: nats.url,
      OIDC_ISSUER: issuer,
      INTEGRATION_TOKEN_JWKS: keyFile,
      ...env,
    });
    await folder.remove();
    const app = await startGateway({ settings, connection: await connectNats(settings, 'gateway') });
    const services = await connect({ servers: nats.url });
    return new InlineGateway(await app.getUrl(), issuer, privateKey, app, services, nats, provider);
  }

  answer(subject: string, reply: object): void {
    this.answers.set(subject, reply);
  }

  token({ sub, ...claims }: Claims, audience = 'system-landscape', expires = '5m'): Promise<string> {
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .setSubject(sub)
      .setIssuer(this.issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(this.key);
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

  async stop(): Promise<void> {
    await this.app.close();
    await this.services.close();
    await new Promise((resolve) => this.provider.close(resolve));
    await this.nats.stop();
  }
}
