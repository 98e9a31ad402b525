import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { GatewayRequest } from '../http/http.js';
import { problem } from '../problems/problem.js';
import { GatewaySettings } from '../settings.js';
import { FixedWindow } from './fixed-window.js';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Limits the writes of a caller; must come after the access guard, which identifies the caller. */
@Injectable()
export class WriteRateGuard implements CanActivate {
  private readonly window: FixedWindow;

  constructor(settings: GatewaySettings, @Inject(CLOCK) clock: Clock) {
    this.window = new FixedWindow(settings.writesPerMinute, clock);
  }

  canActivate(execution: ExecutionContext): boolean {
    const { method, actor } = execution.switchToHttp().getRequest<GatewayRequest>();
    if (!actor || READS.has(method)) return true;
    const retryAfter = this.window.blockedFor(actor.subject);
    if (retryAfter !== undefined) throw problem('RATE_LIMITED', 'Too many writes in this minute.', { retryAfter });
    this.window.count(actor.subject);
    return true;
  }
}
