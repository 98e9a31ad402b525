import { Injectable, type CanActivate, type ExecutionContext, type HttpException } from '@nestjs/common';
import type { GatewayRequest } from './http.js';

/** A body that cannot be used. Bodies are read before it is known who asks, so the refusal waits for that. */
export class UnusableBody {
  constructor(readonly refusal: HttpException) {}
}

/** Refuses unusable bodies; stands behind the guards that say who may ask. */
@Injectable()
export class BodyGuard implements CanActivate {
  canActivate(execution: ExecutionContext): boolean {
    const { body } = execution.switchToHttp().getRequest<GatewayRequest>();
    if (body instanceof UnusableBody) throw body.refusal;
    return true;
  }
}
