import { CanActivate, ExecutionContext, ForbiddenException, Injectable, UnauthorizedException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { createRemoteJWKSet, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { hash } from 'node:crypto';

const MAX_CACHED = 10_000;
const READERS = ['global-account-admin', 'system-landscape-admin', 'system-landscape-viewer'];
const ADMINS = READERS.slice(0, 2);

export interface Caller {
  readonly subject: string;
  readonly roles: readonly string[];
  readonly globalAccountId: string;
}
export type RivalRequest = FastifyRequest<{ Params: { ga: string } }> & { caller?: Caller };

/** The same check as the gateway's: signature, issuer, audience, expiry, role, account; cached until it expires. */
@Injectable()
export class Access implements CanActivate {
  private keys?: Promise<JWTVerifyGetKey>;
  private readonly verified = new Map<string, { readonly caller: Caller; readonly expiresAtMs: number }>();

  constructor(
    private readonly issuer: string,
    private readonly audience: string,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<RivalRequest>();
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new UnauthorizedException();
    request.caller = await this.callerOf(token);
    const allowed = request.method === 'GET' ? READERS : ADMINS;
    if (!request.caller.roles.some((role) => allowed.includes(role))) throw new ForbiddenException();
    if (request.caller.globalAccountId !== request.params.ga) throw new ForbiddenException();
    return true;
  }

  private async callerOf(token: string): Promise<Caller> {
    const digest = hash('sha256', token, 'base64url');
    const cached = this.verified.get(digest);
    if (cached && cached.expiresAtMs > Date.now()) return cached.caller;
    this.keys ??= this.discover();
    const { issuer, audience } = this;
    const { payload } = await jwtVerify(token, await this.keys, {
      issuer,
      audience,
      requiredClaims: ['sub', 'exp'],
    }).catch(() => Promise.reject(new UnauthorizedException()));
    const caller = {
      subject: payload.sub ?? '',
      roles: Array.isArray(payload['roles']) ? payload['roles'].map(String) : [],
      globalAccountId: String(payload['global_account']),
    };
    if (this.verified.size >= MAX_CACHED) this.verified.clear();
    this.verified.set(digest, { caller, expiresAtMs: (payload.exp ?? 0) * 1000 });
    return caller;
  }

  private async discover(): Promise<JWTVerifyGetKey> {
    const response = await fetch(`${this.issuer}/.well-known/openid-configuration`);
    const { jwks_uri: uri } = (await response.json()) as { jwks_uri: string };
    return createRemoteJWKSet(new URL(uri));
  }
}
