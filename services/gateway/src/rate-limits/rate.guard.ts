import { Bucket } from '@system-landscape/messaging';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { isRead, type GatewayRequest } from '../http/http.js';
import { problem } from '../problems/problem.js';
import { GatewaySettings } from '../settings.js';
import { FixedWindow } from './fixed-window.js';
import { RATE_LIMIT_BUCKET, SharedWindow } from './shared-window.js';

const WRITES = 'system-landscape:counts-as-write';

/** Counts a read among the writes: it costs as much, or may issue something. */
export const CountsAsWrite = () => SetMetadata(WRITES, true);

/**
 * Limits the writes of a caller, in all instances together, and its reads in each. Must come after the access guard, which
 * identifies the caller.
 */
@Injectable()
export class RateGuard implements CanActivate {
  private readonly writes: SharedWindow;
  private readonly reads: FixedWindow;

  constructor(
    private readonly reflector: Reflector,
    settings: GatewaySettings,
    @Inject(CLOCK) clock: Clock,
    @Inject(RATE_LIMIT_BUCKET) bucket: Bucket,
  ) {
    this.writes = new SharedWindow('writes', settings.writesPerMinute, clock, bucket);
    this.reads = new FixedWindow(settings.readsPerMinute, clock);
  }

  canActivate(execution: ExecutionContext): boolean {
    const request = execution.switchToHttp().getRequest<GatewayRequest>();
    const { actor } = request;
    if (!actor) return true;
    const isWrite =
      !isRead(request) || this.reflector.get<boolean | undefined>(WRITES, execution.getHandler()) === true;
    const window = isWrite ? this.writes : this.reads;
    const retryAfter = window.blockedFor(actor.subject);
    if (retryAfter !== undefined) {
      throw problem('RATE_LIMITED', `Too many ${isWrite ? 'writes' : 'reads'} in this minute.`, { retryAfter });
    }
    window.count(actor.subject);
    return true;
  }
}
