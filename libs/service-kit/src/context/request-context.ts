import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** Who asks, as the gateway verified it. */
export interface ContextActor {
  readonly subject: string;
  readonly roles: readonly string[];
  readonly globalAccountId?: string;
  readonly tenantId?: string;
}

/** What goes along with a request through all services, into events and log lines. */
export interface RequestContext {
  readonly correlationId: string;
  readonly causationId?: string;
  /** Known once the access token is verified. */
  actor?: ContextActor;
  /** W3C trace context. */
  readonly traceparent: string;
  readonly idempotencyKey?: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs something, and all that it awaits, in a context. */
export function runInContext<T>(context: RequestContext, action: () => T): T {
  return storage.run(context, action);
}

/** The context of the request that runs; undefined in background work. */
export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}

/** A context with what is known; the rest is made anew, the trace when it is asked for, since most requests do not. */
export function contextOf(known: Partial<RequestContext>): RequestContext {
  let traceparent: string | undefined;
  return {
    ...known,
    correlationId: known.correlationId ?? randomUUID(),
    get traceparent() {
      return (traceparent ??= childTraceparent(known.traceparent));
    },
  };
}

const TRACEPARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/;

/** A span below the given one, or a new trace (W3C Trace Context). */
export function childTraceparent(parent?: string): string {
  const match = TRACEPARENT.exec(parent ?? '');
  return `00-${match?.[1] ?? randomHex()}-${randomHex().slice(16)}-${match?.[2] ?? '01'}`;
}

/** 32 digits. Node keeps random bytes for UUIDs ready, which makes them cheaper than bytes. */
function randomHex(): string {
  return randomUUID().replaceAll('-', '');
}
