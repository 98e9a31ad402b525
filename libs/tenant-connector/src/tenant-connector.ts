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
import { startSpan, type SpanDescription, type TraceSpan } from '@system-landscape/service-kit';
import { request } from 'undici';
import { MonotonicPause } from './monotonic-pause.js';
import { type AccessTokenSource, AccessTokenUnavailable } from './access-tokens.js';
import { readBoundedBody } from './bounded-body.js';
import { ownLocation, readAnswer, type TenantAnswer, transient } from './tenant-answer.js';
import type { TenantDirectory } from './tenant-directory.js';

/** The step of an attempt that a call is about. */
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

export interface UndoStepCall extends StepCall {
  /** URL to which the tenant reports the end of a step that it has accepted. */
  readonly callbackUrl: string;
}

export interface PollStepCall extends StepCall {
  /** From the `accepted` answer. */
  readonly location: string;
}

export interface TenantConnectorOptions {
  readonly tenants: TenantDirectory;
  readonly tokens: AccessTokenSource;
  /** Timeout of a call, including its time in the queue, in ms; default 10,000. */
  readonly deadlineMs?: number;
  /** Concurrent calls to one tenant; default 16. */
  readonly concurrentCalls?: number;
  /** Length of the queue of one tenant; further calls are rejected. Default 256. */
  readonly waitingCalls?: number;
  /** Failed calls in a row that open the circuit of a tenant; default 10. */
  readonly failuresToOpen?: number;
  /** Time until an open circuit is half-open and lets one call through, in ms; default 5,000. */
  readonly openForMs?: number;
  /** Current time in ms since the epoch. */
  readonly now?: () => number;
}

interface Exchange {
  readonly answer: TenantAnswer;
  /** Counts as a failure for the tenant's circuit breaker. */
  readonly isFailure: boolean;
}

type Method = 'PUT' | 'DELETE' | 'GET';

const PURPOSE = { PUT: 'step', DELETE: 'tear-down', GET: 'poll' } as const satisfies Record<Method, string>;

interface Outgoing {
  readonly method: Method;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/**
 * Client of the tenant provisioning API. One call is one try; the caller retries, because it stores its tries as events.
 * Each tenant has its own bulkhead and circuit breaker, so that an unavailable tenant does not slow down the others.
 */
export class TenantConnector {
  private readonly policies = new Map<string, IPolicy>();
  private readonly now: () => number;

  constructor(private readonly options: TenantConnectorOptions) {
    this.now = options.now ?? Date.now;
  }

  /** Performs a step. Resolves with the outcome, also when the tenant fails. */
  async performStep(call: PerformStepCall): Promise<TenantAnswer> {
    return await this.callTenant(call, {
      method: 'PUT',
      url: this.stepUrl(call),
      headers: { ...stepHeaders(call), 'content-type': 'application/json' },
      body: JSON.stringify(call.request),
    });
  }

  /** Undoes a step (`DELETE`). Resolves with the outcome, also when the tenant fails. */
  async undoStep(call: UndoStepCall): Promise<TenantAnswer> {
    return await this.callTenant(call, {
      method: 'DELETE',
      url: this.stepUrl(call),
      headers: { ...stepHeaders(call), [PROVISIONING_HEADERS.callbackUrl]: call.callbackUrl },
    });
  }

  /** Polls the state of an accepted step. Resolves with the outcome, also when the tenant fails. */
  async pollStep(call: PollStepCall): Promise<TenantAnswer> {
    // The location was stored in an event; the tenant's URL may have changed since.
    const url = ownLocation(this.options.tenants.tenantUrl(call.tenantId), call.location);
    if (url === undefined)
      return {
        kind: 'permanent',
        reason: {
          code: 'LOCATION_NOT_ALLOWED',
          message: 'The tenant named a polling location on another origin',
          raw: call.location.slice(0, 1024),
        },
      };
    return await this.callTenant(call, { method: 'GET', url, headers: traceHeaders(call) });
  }

  private stepUrl({ tenantId, systemId, step }: StepCall): string {
    return this.options.tenants.tenantUrl(tenantId) + stepPath(systemId, step);
  }

  /** One call as a span, whose trace context the tenant gets. */
  private async callTenant(call: StepCall, outgoing: Outgoing): Promise<TenantAnswer> {
    const span = startSpan(() => spanOf(call, outgoing));
    if (!span) return this.call(call, outgoing);
    const headers = { ...outgoing.headers, [PROVISIONING_HEADERS.traceparent]: span.traceparent };
    try {
      const answer = await this.call(call, { ...outgoing, headers });
      endSpan(span, answer);
      return answer;
    } catch (error) {
      span.end(error instanceof Error ? error.name : 'unknown');
      throw error;
    }
  }

  private async call(call: StepCall, outgoing: Outgoing): Promise<TenantAnswer> {
    // Not AbortSignal.timeout, which keeps its listeners in memory until the timeout.
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), this.options.deadlineMs ?? 10_000);
    const { signal } = deadline;
    try {
      const first = await this.authorizedExchange(call, outgoing, signal);
      // The token may have been revoked, or its signing key withdrawn: retry once with a new token.
      return first.refusedToken ? (await this.authorizedExchange(call, outgoing, signal)).answer : first.answer;
    } catch (error) {
      if (error instanceof AccessTokenUnavailable)
        return transient({ code: 'IDENTITY_PROVIDER_UNAVAILABLE', message: error.message });
      if (error instanceof BrokenCircuitError)
        return transient({
          code: 'TENANT_CIRCUIT_OPEN',
          message: 'The tenant has failed repeatedly; it is not called for some seconds',
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
    const { tokens, tenants } = this.options;
    const resource = tenants.resource(call.tenantId);
    const token = await tokens.token(resource);
    const { answer } = await this.policyOf(call.tenantId).execute(
      () => this.exchange(call, outgoing, token, signal),
      signal,
    );
    const refusedToken = answer.kind === 'permanent' && answer.reason.httpStatus === 401;
    if (refusedToken) tokens.forget(token, resource);
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
          purpose: PURPOSE[outgoing.method],
          url: outgoing.url,
          fencingNumber: call.attempt,
          now: this.now(),
        },
        { status, location: valueOf(headers['location']), retryAfter: valueOf(headers['retry-after']) },
        await readBoundedBody(body),
      );
      return { answer, isFailure: status >= 500 };
    } catch (error) {
      return { answer: failureOf(error, signal), isFailure: true };
    }
  }

  private policyOf(tenantId: string): IPolicy {
    const existing = this.policies.get(tenantId);
    if (existing) return existing;
    const { concurrentCalls = 16, waitingCalls = 256, failuresToOpen = 10, openForMs = 5_000 } = this.options;
    const policy = wrap(
      bulkhead(concurrentCalls, waitingCalls),
      circuitBreaker(
        handleWhenResult((result) => (result as Exchange).isFailure),
        { breaker: new ConsecutiveBreaker(failuresToOpen), halfOpenAfter: new MonotonicPause(openForMs) },
      ),
    );
    this.policies.set(tenantId, policy);
    return policy;
  }
}

/** Without the address, which the tenant may have chosen (semantic conventions of HTTP clients). */
function spanOf({ tenantId, attempt, step, traceparent }: StepCall, { method, url }: Outgoing): SpanDescription {
  return {
    name: `${method} ${step}`,
    kind: 'client',
    ...(traceparent !== undefined && { parent: traceparent }),
    attributes: {
      'http.request.method': method,
      'server.address': new URL(url).hostname,
      'landscape.tenant': tenantId,
      'landscape.step': step,
      'landscape.attempt': attempt,
    },
  };
}

function endSpan(span: TraceSpan, answer: TenantAnswer): void {
  span.set({ 'landscape.answer': answer.kind });
  const reason = 'reason' in answer ? answer.reason : undefined;
  if (reason?.httpStatus !== undefined) span.set({ 'http.response.status_code': reason.httpStatus });
  span.end(reason?.code);
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

/** Combines repeated headers into one value (RFC 9110, section 5.3). */
function valueOf(header: string | string[] | undefined): string | null {
  return header === undefined ? null : [header].flat().join(', ');
}

function failureOf(error: unknown, signal: AbortSignal): TenantAnswer {
  if (signal.aborted) return transient({ code: 'TENANT_TIMEOUT', message: 'The tenant did not answer in time' });
  const { code } = error as { code?: unknown };
  return transient({
    code: 'TENANT_UNREACHABLE',
    message: `The tenant cannot be reached${typeof code === 'string' ? ` (${code})` : ''}`,
  });
}
