import type { RequestActor } from '@system-landscape/contracts';
import { SCOPE_ID } from '@system-landscape/domain';
import { HealthController, MetricsController } from '@system-landscape/service-kit';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { headerOf, type GatewayRequest } from '../http/http.js';
import { notFound, problem } from '../problems/problem.js';
import { AccessTokens } from './access-tokens.js';
import { ACCESS, type Access } from './allow.decorator.js';

const OPEN_CONTROLLERS = new Set<unknown>([HealthController, MetricsController]);
const BEARER = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i;

/**
 * Who may pass: 401 without a valid access token, then 403 without the role, then 404 for another account or tenant.
 * A route that says nothing about itself is closed.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const access = this.accessOf(execution);
    if (access === 'public') return true;
    const request = execution.switchToHttp().getRequest<GatewayRequest>();
    const actor = await this.tokens.actorOf(bearerOf(request));
    request.actor = actor;
    if (access === 'signed-in') return true;
    if (!access.some((role) => actor.roles.includes(role))) {
      throw problem('FORBIDDEN', 'Your role does not allow this.');
    }
    assertScope(request.params, actor);
    return true;
  }

  private accessOf(execution: ExecutionContext): Access {
    if (OPEN_CONTROLLERS.has(execution.getClass())) return 'public';
    const targets = [execution.getHandler(), execution.getClass()];
    return this.reflector.getAllAndOverride<Access | undefined>(ACCESS, targets) ?? [];
  }
}

function bearerOf(request: GatewayRequest): string {
  const token = BEARER.exec(headerOf(request, 'authorization') ?? '')?.[1];
  if (token === undefined) throw problem('UNAUTHENTICATED', 'Send an access token: "Authorization: Bearer …".');
  return token;
}

function assertScope({ ga, tenantId }: GatewayRequest['params'], actor: RequestActor): void {
  if (ga !== undefined && (ga !== actor.globalAccountId || !SCOPE_ID.test(ga))) throw notFound();
  if (tenantId !== undefined && (tenantId !== actor.tenantId || !SCOPE_ID.test(tenantId))) throw notFound();
}
