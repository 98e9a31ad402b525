import { Inject, Injectable, Logger } from '@nestjs/common';
import { PLATFORM_AUDIENCE, PLATFORM_RESOURCE, type StepCallback } from '@system-landscape/contracts';
import { Backoff, type Clock, CLOCK } from '@system-landscape/service-kit';
import { AccessTokenUnavailable, ClientCredentials } from '@system-landscape/tenant-connector';
import { setTimeout as delay } from 'node:timers/promises';
import { TenantSimulatorSettings } from '../settings.js';
import type { Operation } from './operation-store.js';

const TIMEOUT_MS = 10_000;
const RETRY_PERIOD_MS = 24 * 3_600_000;
const BACKOFF_BOUNDS = { initialMs: 200, maxMs: 30_000 };

/** Reports the result of an operation to the platform's callback URL, as the tenant's client `tenant-<tenantId>`. */
@Injectable()
export class CallbackSender {
  private readonly logger = new Logger(CallbackSender.name);
  private readonly tokens = new Map<string, ClientCredentials>();

  constructor(
    private readonly settings: TenantSimulatorSettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Retries until the platform accepts or refuses the callback; gives up a day after the operation was due.
   * @throws AbortError when the signal aborts
   */
  async send(operation: Operation, signal: AbortSignal): Promise<'accepted' | 'refused' | 'given-up'> {
    const giveUpAt = Date.parse(operation.dueAt) + RETRY_PERIOD_MS;
    const backoff = new Backoff(BACKOFF_BOUNDS);
    while (this.clock.now().getTime() < giveUpAt) {
      signal.throwIfAborted();
      const outcome = await this.post(operation, signal);
      if (outcome !== 'retry') return outcome;
      await delay(backoff.next(), undefined, { signal });
    }
    return 'given-up';
  }

  private async post(
    { call, state, reason }: Operation,
    signal: AbortSignal,
  ): Promise<'accepted' | 'refused' | 'retry'> {
    const { tenantId, fencingNumber, callbackUrl, correlationId } = call;
    const tokens = this.tokensOf(tenantId);
    const body: StepCallback = {
      state: state === 'FAILED' ? 'FAILED' : 'COMPLETED',
      fencingNumber,
      ...(reason !== undefined && { reason }),
    };
    try {
      const token = await tokens.token(PLATFORM_RESOURCE, PLATFORM_AUDIENCE);
      const response = await fetch(callbackUrl, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'correlation-id': correlationId,
        },
        body: JSON.stringify(body),
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      await response.body?.cancel();
      if (response.ok) return 'accepted';
      if (response.status === 429 || response.status >= 500) return 'retry';
      this.logger.warn(`${callbackUrl} refused a callback with HTTP ${response.status}`);
      return 'refused';
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof AccessTokenUnavailable) this.logger.warn(error.message);
      return 'retry';
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
