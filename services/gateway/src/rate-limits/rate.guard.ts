import { Bucket } from '@system-landscape/messaging';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { GatewayRequest } from '../http/http.js';
import { problem } from '../problems/problem.js';
import { GatewaySettings } from '../settings.js';
import { FixedWindow } from './fixed-window.js';
import { RATE_LIMIT_BUCKET, SharedWindow } from './shared-window.js';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Limits the writes of a caller, in all instances together, and its reads in each. Must come after the access guard, which
 * identifies the caller.
 */
@Injectable()
export class RateGuard implements CanActivate {
  private readonly writes: SharedWindow;
  private readonly reads: FixedWindow;

  constructor(settings: GatewaySettings, @Inject(CLOCK) clock: Clock, @Inject(RATE_LIMIT_BUCKET) bucket: Bucket) {
    this.writes = new SharedWindow('writes', settings.writesPerMinute, clock, bucket);
    this.reads = new FixedWindow(settings.readsPerMinute, clock);
  }

  canActivate(execution: ExecutionContext): boolean {
    const { method, actor } = execution.switchToHttp().getRequest<GatewayRequest>();
    if (!actor) return true;
    const isRead = READS.has(method);
    const window = isRead ? this.reads : this.writes;
    const retryAfter = window.blockedFor(actor.subject);
    if (retryAfter !== undefined) {
      throw problem('RATE_LIMITED', `Too many ${isRead ? 'reads' : 'writes'} in this minute.`, { retryAfter });
    }
    window.count(actor.subject);
    return true;
  }
}
