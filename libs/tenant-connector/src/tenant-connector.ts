import {
  type PerformStepRequest,
  PROVISIONING_HEADERS,
  type ProvisioningStep,
  stepIdempotencyKey,
  stepPath,
} from '@system-landscape/contracts';
import {
  bulkhead,
  BrokenCircuitError,
  BulkheadRejectedError,
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhenResult,
  type IPolicy,
  TaskCancelledError,
  wrap,
} from 'cockatiel';
import { request } from 'undici';
import { type AccessTokenSource, AccessTokenUnavailable } from './access-tokens.js';
import { readBoundedBody } from './bounded-body.js';
import { ownLocation, readAnswer, type TenantAnswer, transient } from './tenant-answer.js';
import type { TenantDirectory } from './tenant-directory.js';

/** What every call is about. */
export interface StepCall {
  readonly tenantId: string;
  readonly systemId: string;
  /** Number of the attempt; the fencing number. */
  readonly attempt: number;
  readonly step: ProvisioningStep;
  readonly correlationId: string;
  /** W3C trace context. */
  readonly traceparent?: string;
}

export interface PerformStepCall extends StepCall {
  readonly request: PerformStepRequest;
}

export interface TakeBackStepCall extends StepCall {
  /** Where the tenant may report the end, should it accept the call. */
  readonly callbackUrl: string;
}

export interface PollStepCall extends StepCall {
  /** Of the `accepted` answer. */
  readonly location: string;
}

export interface TenantConnectorOptions {
  readonly tenants: TenantDirectory;
  readonly tokens: AccessTokenSource;
  /** Bound of a call, waiting for its turn included, in ms; default 10,000. */
  readonly deadlineMs?: number;
  /** Calls to one tenant at the same time; default 16. */
  readonly concurrentCalls?: number;
  /** Calls that wait for their turn at one tenant; further ones are turned away. Default 256. */
  readonly waitingCalls?: number;
  /** So many calls in a row without a usable answer open the circuit of the tenant; default 10. */
  readonly failuresToOpen?: number;
  /** An open circuit lets one call through after this time, in ms; default 5,000. */
  readonly openForMs?: number;
  /** Current time in ms since the epoch. */
  readonly now?: () => number;
}

interface Exchange {
  readonly answer: TenantAnswer;
  /** Counts against the tenant's circuit. */
  readonly tenantDown: boolean;
}

type Method = 'PUT' | 'DELETE' | 'GET';

interface Outgoing {
  readonly method: Method;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/**
 * The platform's side of the tenant provisioning API. One call is one try: repeating it is the business of the caller,
 * who keeps its tries in the log. Each tenant has its own places and its own circuit, so that a dead one slows no other.
 */
export class TenantConnector {
  private readonly gates = new Map<string, IPolicy>();
  private readonly now: () => number;

  constructor(private readonly options: TenantConnectorOptions) {
    this.now = options.now ?? Date.now;
  }

  /** Performs a step. Resolves to what came of it, whatever the tenant does. */
  async performStep(call: PerformStepCall): Promise<TenantAnswer> {
    return await this.callTenant(call, {
      method: 'PUT',
      url: this.stepUrl(call),
      headers: { ...stepHeaders(call), 'content-type': 'application/json' },
      body: JSON.stringify(call.request),
    });
  }

  /** Takes a step back. Resolves to what came of it, whatever the tenant does. */
  async takeBackStep(call: TakeBackStepCall): Promise<TenantAnswer> {
    return await this.callTenant(call, {
      method: 'DELETE',
      url: this.stepUrl(call),
      headers: { ...stepHeaders(call), [PROVISIONING_HEADERS.callbackUrl]: call.callbackUrl },
    });
  }

  /** Asks where an accepted step stands. Resolves to what came of it, whatever the tenant does. */
  async pollStep(call: PollStepCall): Promise<TenantAnswer> {
    // The location comes from the log; the tenant may have moved since it was written.
    const url = ownLocation(this.options.tenants.tenantUrl(call.tenantId), call.location);
    if (url === undefined)
      return {
        kind: 'permanent',
        reason: {
          code: 'LOCATION_NOT_ALLOWED',
          message: 'The tenant named a place to ask that is not its own',
          raw: call.location.slice(0, 1024),
        },
      };
    return await this.callTenant(call, { method: 'GET', url, headers: traceHeaders(call) });
  }

  private stepUrl({ tenantId, systemId, step }: StepCall): string {
    return this.options.tenants.tenantUrl(tenantId) + stepPath(systemId, step);
  }

  private async callTenant(call: StepCall, outgoing: Outgoing): Promise<TenantAnswer> {
    // Not AbortSignal.timeout, which keeps all that hangs on it until the time is over.
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), this.options.deadlineMs ?? 10_000);
    const { signal } = deadline;
    try {
      const first = await this.authorizedExchange(call, outgoing, signal);
      // The token may have been revoked, or signed with a key that is gone: one fresh one, then the tenant means it.
      return first.refusedToken ? (await this.authorizedExchange(call, outgoing, signal)).answer : first.answer;
    } catch (error) {
      if (error instanceof AccessTokenUnavailable)
        return transient({ code: 'IDENTITY_PROVIDER_UNAVAILABLE', message: error.message });
      if (error instanceof BrokenCircuitError)
        return transient({
          code: 'TENANT_CIRCUIT_OPEN',
          message: 'The tenant has not answered for a while; it is left alone for some seconds',
        });
      if (error instanceof BulkheadRejectedError || error instanceof TaskCancelledError)
        return transient({ code: 'TENANT_CALLS_QUEUED', message: 'Too many calls wait for this tenant' });
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  private async authorizedExchange(
    call: StepCall,
    outgoing: Outgoing,
    signal: AbortSignal,
  ): Promise<{ answer: TenantAnswer; refusedToken: boolean }> {
    const { tokens } = this.options;
    const token = await tokens.token();
    const { answer } = await this.gate(call.tenantId).execute(
      () => this.exchange(call, outgoing, token, signal),
      signal,
    );
    const refusedToken = answer.kind === 'permanent' && answer.reason.httpStatus === 401;
    if (refusedToken) tokens.forget(token);
    return { answer, refusedToken };
  }

  private async exchange(call: StepCall, outgoing: Outgoing, token: string, signal: AbortSignal): Promise<Exchange> {
    try {
      const {
        statusCode: status,
        headers,
        body,
      } = await request(outgoing.url, {
        method: outgoing.method,
        headers: { accept: 'application/json', authorization: `Bearer ${token}`, ...outgoing.headers },
        body: outgoing.body ?? null,
        signal,
      });
      const answer = readAnswer(
        {
          purpose: outgoing.method === 'GET' ? 'poll' : 'step',
          url: outgoing.url,
          fencingNumber: call.attempt,
          now: this.now(),
        },
        { status, location: valueOf(headers['location']), retryAfter: valueOf(headers['retry-after']) },
        await readBoundedBody(body),
      );
      return { answer, tenantDown: status >= 500 };
    } catch (error) {
      return { answer: withoutAnswer(error, signal), tenantDown: true };
    }
  }

  private gate(tenantId: string): IPolicy {
    const existing = this.gates.get(tenantId);
    if (existing) return existing;
    const { concurrentCalls = 16, waitingCalls = 256, failuresToOpen = 10, openForMs = 5_000 } = this.options;
    const gate = wrap(
      bulkhead(concurrentCalls, waitingCalls),
      circuitBreaker(
        handleWhenResult((result) => (result as Exchange).tenantDown),
        { breaker: new ConsecutiveBreaker(failuresToOpen), halfOpenAfter: openForMs },
      ),
    );
    this.gates.set(tenantId, gate);
    return gate;
  }
}

function stepHeaders(call: StepCall): Record<string, string> {
  return {
    ...traceHeaders(call),
    [PROVISIONING_HEADERS.idempotencyKey]: stepIdempotencyKey(call.systemId, call.attempt, call.step),
    [PROVISIONING_HEADERS.fencingNumber]: String(call.attempt),
  };
}

function traceHeaders({ correlationId, traceparent }: StepCall): Record<string, string> {
  return {
    [PROVISIONING_HEADERS.correlationId]: correlationId,
    ...(traceparent !== undefined && { [PROVISIONING_HEADERS.traceparent]: traceparent }),
  };
}

/** A header that came more than once, in one line (RFC 9110, section 5.3). */
function valueOf(header: string | string[] | undefined): string | null {
  return header === undefined ? null : [header].flat().join(', ');
}

function withoutAnswer(error: unknown, signal: AbortSignal): TenantAnswer {
  if (signal.aborted) return transient({ code: 'TENANT_TIMEOUT', message: 'The tenant did not answer in time' });
  const { code } = error as { code?: unknown };
  return transient({
    code: 'TENANT_UNREACHABLE',
    message: `The tenant cannot be reached${typeof code === 'string' ? ` (${code})` : ''}`,
  });
}
