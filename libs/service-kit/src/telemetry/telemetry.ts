import {
  contextOf,
  currentContext,
  readTraceparent,
  runInContext,
  type TraceSpan,
} from '../context/request-context.js';

/** Values of a span by the names of OpenTelemetry's semantic conventions; never a secret or who a person is (M-06). */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>;

export interface SpanDescription {
  readonly name: string;
  readonly kind: 'server' | 'client' | 'producer' | 'consumer' | 'internal';
  readonly attributes: SpanAttributes;
  /** W3C trace context of the parent, `undefined` for none; default: that of the current request. */
  readonly parent?: string | undefined;
  /** Trace contexts that had a part in it without being the parent. */
  readonly links?: readonly (string | undefined)[];
  /** Milliseconds since 1970; default: now. */
  readonly startedAt?: number;
}

/** Where traces and log lines go when there is an OTLP endpoint. */
export interface Telemetry {
  startSpan(description: SpanDescription): TraceSpan;
  /** @param line of the log, JSON without secrets */
  log(line: string): void;
  /** Sends what is still here. */
  flush(): Promise<void>;
}

let telemetry: Telemetry | undefined;

/** To be called before the service starts; hooks for requests are only installed when there is something to send. */
export function useTelemetry(started: Telemetry | undefined): void {
  telemetry = started;
}

export function isTracing(): boolean {
  return telemetry !== undefined;
}

/** Undefined without an OTLP endpoint: then nothing is described. */
export function startSpan(describe: () => SpanDescription): TraceSpan | undefined {
  return telemetry?.startSpan(describe());
}

/** Runs an action as a span. It gets the trace context to pass on, without an OTLP endpoint that of the current request. */
export function traced<T>(
  describe: () => SpanDescription,
  work: (traceparent: string | undefined) => Promise<T>,
): Promise<T> {
  const span = startSpan(describe);
  return span ? ended(span, () => work(span.traceparent)) : work(currentContext()?.traceparent);
}

/** Runs an action as a span that is the parent of everything that it does. */
export function inSpan<T>(describe: () => SpanDescription, work: () => Promise<T>): Promise<T> {
  const span = startSpan(describe);
  if (!span) return work();
  return ended(span, () => runInContext(contextOf({ ...currentContext(), span }), work));
}

async function ended<T>(span: TraceSpan, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    span.end();
    return result;
  } catch (error) {
    span.end(errorTypeOf(error));
    throw error;
  }
}

/** Of a batch of events, so many traces at most get a span. */
const TRACES_OF_BATCH = 32;

/**
 * Adds what was done with a batch of events to the trace of each of them, as a span that has ended now.
 * @param traceparents of the events; several of one trace get one span
 * @param startedAt milliseconds since 1970
 */
export function traceBatch(
  traceparents: readonly (string | undefined)[],
  startedAt: number,
  description: Pick<SpanDescription, 'name' | 'kind' | 'attributes'>,
): void {
  if (!telemetry) return;
  const ofTrace = new Map<string, string>();
  for (const parent of traceparents) {
    const traceId = readTraceparent(parent)?.traceId;
    if (traceId === undefined || parent === undefined) continue;
    if (ofTrace.has(traceId) || ofTrace.size < TRACES_OF_BATCH) ofTrace.set(traceId, parent);
  }
  for (const parent of ofTrace.values()) telemetry.startSpan({ ...description, parent, startedAt }).end();
}

/** Code or name of an error; its message may say who somebody is. */
function errorTypeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}

/** Sends a log line. */
export function exportLog(line: string): void {
  telemetry?.log(line);
}

/** Sends what is still here, before the process ends. */
export async function flushTelemetry(): Promise<void> {
  await telemetry?.flush();
}
