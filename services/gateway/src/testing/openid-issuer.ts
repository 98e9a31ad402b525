import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export interface TokenOptions {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly issuer?: string;
  readonly audience?: string;
  /** Seconds since 1970; default: an hour after `issuedAt`. */
  readonly expiresAt?: number | null;
  readonly issuedAt: Date;
  readonly key?: SigningKey;
}

/** An OpenID provider as the gateway sees one: discovery, keys, and JWTs that they sign. */
export class OpenidIssuer {
  private server?: Server;
  private published: SigningKey[] = [];
  /** How often the keys were asked for. */
  asked = 0;
  /** Whether it takes requests and answers none. */
  hangs = false;

  private constructor(readonly port: number) {}

  static async start(): Promise<OpenidIssuer> {
    const probe = createServer();
    const port = await listen(probe, 0);
    await close(probe);
    const issuer = new OpenidIssuer(port);
    await issuer.rotate();
    await issuer.restart();
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** From now on tokens are signed with a new key; the old ones are published no more. */
  async rotate(): Promise<void> {
    this.published = [await signingKey()];
  }

  async restart(): Promise<void> {
    this.server = createServer((request, response) => {
      if (this.hangs) return;
      const answers: Record<string, () => object> = {
        '/.well-known/openid-configuration': () => ({ issuer: this.url, jwks_uri: `${this.url}/jwks` }),
        '/jwks': () => {
          this.asked += 1;
          return { keys: this.published.map(({ publicJwk }) => publicJwk) };
        },
      };
      const answer = answers[request.url ?? ''];
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json', connection: 'close' });
      response.end(JSON.stringify(answer?.() ?? {}));
    });
    await listen(this.server, this.port);
  }

  /** Closes the server; requests are refused. */
  async stop(): Promise<void> {
    if (this.server) await close(this.server);
    delete this.server;
  }

  get key(): SigningKey {
    return this.published[0]!;
  }

  async token({ claims = {}, issuer, audience, expiresAt, issuedAt, key = this.key }: TokenOptions): Promise<string> {
    const seconds = Math.floor(issuedAt.getTime() / 1000);
    const jwt = new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: 'at+jwt' })
      .setIssuedAt(seconds)
      .setIssuer(issuer ?? this.url)
      .setAudience(audience ?? 'system-landscape');
    if (expiresAt !== null) jwt.setExpirationTime(expiresAt ?? seconds + 3600);
    return jwt.sign(key.privateKey);
  }
}

/** A new signing key with the given id. */
export async function signingKey(kid: string = crypto.randomUUID()): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.closeAllConnections();
    server.close((error) => (error ? reject(error) : resolve()));
  });
}
