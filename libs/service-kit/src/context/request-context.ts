import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** The authenticated caller, from the access token that the gateway has verified. */
export interface ContextActor {
  readonly subject: string;
  readonly roles: readonly string[];
  readonly globalAccountId?: string;
  readonly tenantId?: string;
}

/** A span that goes on. */
export interface TraceSpan {
  /** W3C trace context: this span as the parent of others. */
  readonly traceparent: string;
  set(attributes: Readonly<Record<string, string | number | boolean>>): void;
  /** @param errorType code of what has failed; absent: it succeeded */
  end(errorType?: string): void;
}

/** Passed with a request through all services, into events and log lines. */
export interface RequestContext {
  readonly correlationId: string;
  readonly causationId?: string;
  /** Set once the access token is verified. */
  actor?: ContextActor;
  /** W3C trace context: that of the span, or one that continues the caller's. */
  readonly traceparent: string;
  /** As the caller has sent it. */
  readonly remoteTraceparent?: string;
  /** With an OTLP endpoint: the span of the request in this process. */
  span?: TraceSpan;
  readonly idempotencyKey?: string;
  /** `If-Match` and `If-None-Match` of the caller; they are not sent on. */
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
  /** When the caller gives up, in the time of `performance.now()`; absent: never. */
  readonly deadline?: number;
  /** Gives back the request's place among those at work; for a request that waits, under a bound of its own. */
  giveBackPlace?: () => void;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs an action, and everything that it awaits, in a context. */
export function runInContext<T>(context: RequestContext, action: () => T): T {
  return storage.run(context, action);
}

/** The context of the current request; undefined in background work. */
export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}

/** A context with the given values and new ids for the others. The trace id is generated on first use: most requests need none. */
export function contextOf(known: Partial<RequestContext>): RequestContext {
  return new Context(known);
}

/** Not an object literal with a getter, which V8 makes ten times as slowly. */
class Context implements RequestContext {
  readonly correlationId: string;
  declare readonly remoteTraceparent?: string;
  declare span?: TraceSpan;
  private generated: string | undefined;

  constructor({ traceparent, ...others }: Partial<RequestContext>) {
    Object.assign(this, others);
    if (traceparent !== undefined) this.remoteTraceparent = traceparent;
    this.correlationId = others.correlationId ?? randomUUID();
  }

  get traceparent(): string {
    return this.span?.traceparent ?? (this.generated ??= childTraceparent(this.remoteTraceparent));
  }
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The parts of a W3C trace context; undefined for any other text. */
export function readTraceparent(text = '') {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(text) ?? [];
  return traceId === undefined ? undefined : { traceId, spanId: spanId!, flags: flags! };
}

/** A child span of the given one, or a new trace (W3C Trace Context). */
export function childTraceparent(parent?: string): string {
  const known = readTraceparent(parent);
  return `00-${known?.traceId ?? randomHex()}-${randomHex().slice(16)}-${known?.flags ?? '01'}`;
}

/** A trace that is not sampled: nothing of it is sent. */
export function unsampledTraceparent(): string {
  return `00-${randomHex()}-${randomHex().slice(16)}-00`;
}

/** 32 hexadecimal digits. Node caches random bytes for UUIDs, so that `randomUUID` is cheaper than `randomBytes`. */
function randomHex(): string {
  return randomUUID().replaceAll('-', '');
}
