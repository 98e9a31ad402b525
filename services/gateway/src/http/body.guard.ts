import { Injectable, type CanActivate, type ExecutionContext, type HttpException } from '@nestjs/common';
import type { GatewayRequest } from './http.js';

/** An invalid body. Fastify parses bodies before the guards run, so the refusal waits until the caller is authorized. */
export class InvalidBody {
  constructor(readonly refusal: HttpException) {}
}

/** Refuses invalid bodies; must come after the guards that authorize the caller. */
@Injectable()
export class BodyGuard implements CanActivate {
  canActivate(execution: ExecutionContext): boolean {
    const { body } = execution.switchToHttp().getRequest<GatewayRequest>();
    if (body instanceof InvalidBody) throw body.refusal;
    return true;
  }
}
