import { ownerOf } from '@system-landscape/messaging';
import { DeadlineExpired, FairQueue, Places, remainingMs } from '@system-landscape/service-kit';
import type { RequestActor } from '@system-landscape/contracts';
import { Injectable } from '@nestjs/common';
import { problem } from '../problems/problem.js';
import { GatewaySettings } from '../settings.js';

/**
 * The requests at work in this instance. Of one account or tenant a bounded number is at work at the same time, half of it of
 * one caller; a bounded number of others waits, and its callers take turns. So what one account sends delays itself alone.
 */
@Injectable()
export class Admission {
  /** Requests at work and waiting. */
  private readonly places: Places;
  /** Of each account or tenant that has requests at work. */
  private readonly turns = new Map<string, FairQueue>();

  constructor(private readonly settings: GatewaySettings) {
    this.places = new Places(settings.maxRequests);
  }

  /**
   * Resolves when the request may begin.
   * @param ended resolves when it is answered, its client has gone, or something else bounds it from now on
   * @throws RpcError `RATE_LIMITED` when its caller or account has too many, `UNAVAILABLE` when this process has;
   *   DeadlineExpired when its turn does not come in time
   */
  async enter(actor: RequestActor, ended: Promise<void>): Promise<void> {
    const account = ownerOf(actor);
    const leave = this.placeFor(account, actor.subject);
    await new Promise<void>((begin, giveUp) => {
      const timer = setTimeout(
        () => giveUp(new DeadlineExpired()),
        remainingMs(this.settings.requestDeadlineMs),
      ).unref();
      const turns = this.turnsOf(account);
      void turns
        .run(actor.subject, () => {
          clearTimeout(timer);
          begin();
          return ended;
        })
        .finally(() => {
          leave();
          if (turns.isIdle) this.turns.delete(account);
        });
    });
  }

  private placeFor(account: string, caller: string): () => void {
    const { maxRequestsPerAccount, maxRequestsPerCaller } = this.settings;
    const place = this.places.take([
      { owner: `account ${account}`, limit: maxRequestsPerAccount },
      { owner: `caller ${caller}`, limit: maxRequestsPerCaller },
    ]);
    if (typeof place === 'function') return place;
    throw place.full === 'owner'
      ? problem('RATE_LIMITED', 'Too many requests of you or your account are at work. Send fewer at the same time.', {
          retryAfter: 1,
        })
      : problem('UNAVAILABLE', 'Too many requests are at work. Try again.', { retryAfter: 1 });
  }

  private turnsOf(account: string): FairQueue {
    const known = this.turns.get(account);
    if (known) return known;
    const { requestsAtWorkPerAccount: limit } = this.settings;
    const turns = new FairQueue(limit, Math.ceil(limit / 2));
    this.turns.set(account, turns);
    return turns;
  }
}
