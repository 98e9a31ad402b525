import { Inject, Injectable, Logger } from '@nestjs/common';
import type { StepCallback } from '@system-landscape/contracts';
import { Backoff, type Clock, CLOCK } from '@system-landscape/service-kit';
import { AccessTokenUnavailable, ClientCredentials } from '@system-landscape/tenant-connector';
import { setTimeout as delay } from 'node:timers/promises';
import { TenantSimulatorSettings } from '../settings.js';
import type { Operation } from '../tenant-store.js';

const DEADLINE_MS = 10_000;
const GIVE_UP_AFTER_MS = 24 * 3_600_000;
const BACKOFF_BOUNDS = { initialMs: 200, maxMs: 30_000 };

/** Tells the platform how accepted work has ended, with the tenant's own client `tenant-<tenantId>`. */
@Injectable()
export class CallbackSender {
  private readonly logger = new Logger(CallbackSender.name);
  private readonly tokens = new Map<string, ClientCredentials>();

  constructor(
    @Inject(TenantSimulatorSettings) private readonly settings: TenantSimulatorSettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Tries until the platform has accepted or refused it; gives up a day after the work was due.
   * @throws AbortError when the signal says so
   */
  async send(operation: Operation, signal: AbortSignal): Promise<'accepted' | 'refused' | 'given-up'> {
    const giveUpAt = Date.parse(operation.dueAt) + GIVE_UP_AFTER_MS;
    const backoff = new Backoff(BACKOFF_BOUNDS);
    while (this.clock.now().getTime() < giveUpAt) {
      signal.throwIfAborted();
      const outcome = await this.post(operation, signal);
      if (outcome !== 'again') return outcome;
      await delay(backoff.next(), undefined, { signal });
    }
    return 'given-up';
  }

  private async post(
    { call, state, reason }: Operation,
    signal: AbortSignal,
  ): Promise<'accepted' | 'refused' | 'again'> {
    const { tenantId, fencingNumber, callbackUrl, correlationId } = call;
    const tokens = this.tokensOf(tenantId);
    const body: StepCallback = {
      state: state === 'FAILED' ? 'FAILED' : 'COMPLETED',
      fencingNumber,
      ...(reason !== undefined && { reason }),
    };
    try {
      const token = await tokens.token();
      const response = await fetch(callbackUrl, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'correlation-id': correlationId,
        },
        body: JSON.stringify(body),
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
      });
      await response.body?.cancel();
      if (response.ok) return 'accepted';
      if (response.status === 429 || response.status >= 500) return 'again';
      this.logger.warn(`${callbackUrl} refused a callback with HTTP ${response.status}`);
      return 'refused';
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof AccessTokenUnavailable) this.logger.warn(error.message);
      return 'again';
    }
  }

  private tokensOf(tenantId: string): ClientCredentials {
    const known = this.tokens.get(tenantId);
    if (known) return known;
    const { oidcIssuer: issuer, tenantClientSecret: clientSecret } = this.settings;
    const tokens = new ClientCredentials({ issuer, clientId: `tenant-${tenantId}`, clientSecret });
    this.tokens.set(tenantId, tokens);
    return tokens;
  }
}
