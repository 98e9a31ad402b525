import type { RequestActor } from '@system-landscape/contracts';
import { SCOPE_ID } from '@system-landscape/domain';
import type { RpcError } from '@system-landscape/messaging';
import { currentContext, HealthController } from '@system-landscape/service-kit';
import { Injectable, Logger, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { headerOf, type GatewayRequest } from '../http/http.js';
import { notFound, problem } from '../problems/problem.js';
import { AccessTokens } from './access-tokens.js';
import { ACCESS, type Access } from './allow.decorator.js';

const BEARER = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i;

/**
 * Authorizes requests: 401 without a valid access token, then 403 without the role, then 404 for another account or tenant.
 * Refusals of authenticated callers are logged for audits. A route without an access decorator is forbidden for all.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly logger = new Logger(AccessGuard.name);

  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const access = this.accessOf(execution);
    if (access === 'public') return true;
    const request = execution.switchToHttp().getRequest<GatewayRequest>();
    const actor = await this.tokens.actorOf(bearerOf(request), request.ip);
    request.actor = actor;
    const context = currentContext();
    if (context) context.actor = actor;
    if (access === 'signed-in') return true;
    if (!access.some((role) => actor.roles.includes(role))) {
      throw this.audited(problem('FORBIDDEN', 'Your role does not allow this.'), request, actor);
    }
    if (!isWithin(actor, request.params)) throw this.audited(notFound(), request, actor);
    return true;
  }

  /** Logs the route template and only valid ids: other values in the path may be anything, even a secret. */
  private audited(refusal: RpcError, request: GatewayRequest, { subject, tenantId, globalAccountId }: RequestActor) {
    const { ga, tenantId: tenant } = request.params;
    const asked = [ga, tenant].find((id) => id !== undefined && SCOPE_ID.test(id));
    const audit = { audit: 'access-refused', code: refusal.code, method: request.method, asked };
    const who = { actor: subject, tenantId, globalAccountId };
    this.logger.warn({ ...audit, route: request.routeOptions.url, ...who }, 'A request was refused');
    return refusal;
  }

  private accessOf(execution: ExecutionContext): Access {
    if (execution.getClass() === HealthController) return 'public';
    const targets = [execution.getHandler(), execution.getClass()];
    return this.reflector.getAllAndOverride<Access | undefined>(ACCESS, targets) ?? [];
  }
}

function bearerOf(request: GatewayRequest): string {
  const token = BEARER.exec(headerOf(request, 'authorization') ?? '')?.[1];
  if (token === undefined) throw problem('UNAUTHENTICATED', 'Send an access token: "Authorization: Bearer …".');
  return token;
}

function isWithin(actor: RequestActor, { ga, tenantId }: GatewayRequest['params']): boolean {
  return [
    [ga, actor.globalAccountId],
    [tenantId, actor.tenantId],
  ].every(([asked, own]) => asked === undefined || (asked === own && SCOPE_ID.test(asked)));
}
