// Loaded only when there is an OTLP endpoint.
import {
  diag,
  DiagLogLevel,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type SpanContext,
} from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { currentContext, readTraceparent, type RequestContext, type TraceSpan } from '../context/request-context.js';
import { LogLimit } from '../logging/log-limit.js';
import { logRecordOf } from './log-record.js';
import { PrometheusMetrics } from './prometheus-metrics.js';
import type { TelemetrySettings } from './telemetry-settings.js';
import type { SpanDescription, Telemetry } from './telemetry.js';

const SCOPE = 'system-landscape';
/** How long a process that ends waits for the endpoint; milliseconds. */
const FLUSH_MS = 3_000;
const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const;

/**
 * Starts the SDK for a service. Nothing is instrumented by patching, and no context is kept besides that of the request: the
 * code says what is a span.
 */
export function startOpenTelemetry(service: string, settings: TelemetrySettings): Telemetry {
  reportProblems();
  const resource = resourceFromAttributes({
    'service.namespace': SCOPE,
    'service.name': service,
    'service.instance.id': randomUUID(),
  }).merge(detectResources({ detectors: [envDetector] }));
  const isOn = (signal: 'traces' | 'metrics' | 'logs') => settings[signal] === 'otlp';
  const spans = new BasicTracerProvider({
    resource,
    spanProcessors: isOn('traces') ? [new BatchSpanProcessor(new OTLPTraceExporter())] : [],
  });
  const tracer = spans.getTracer(SCOPE);
  const logs = new LoggerProvider({
    resource,
    processors: isOn('logs')
      ? [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter(), scheduledDelayMillis: settings.logDelayMs })]
      : [],
  });
  const logger = logs.getLogger(SCOPE);
  const meters = new MeterProvider({
    resource,
    readers: isOn('metrics')
      ? [
          new PeriodicExportingMetricReader({
            exporter: new OTLPMetricExporter(),
            exportIntervalMillis: settings.metricIntervalMs,
            exportTimeoutMillis: settings.metricIntervalMs,
            metricProducers: [new PrometheusMetrics()],
          }),
        ]
      : [],
  });
  return {
    startSpan: ({ name, kind, attributes, links = [], startedAt, ...rest }: SpanDescription): TraceSpan => {
      const parent = 'parent' in rest ? rest.parent : parentIn(currentContext());
      const span = tracer.startSpan(
        name,
        {
          kind: KINDS[kind],
          attributes,
          links: links
            .flatMap((link) => spanContextOf(link) ?? [])
            .filter(({ traceFlags }) => isSampled(traceFlags))
            .map((context) => ({ context })),
          ...(startedAt !== undefined && { startTime: startedAt }),
        },
        contextWith(parent),
      );
      const { traceId, spanId, traceFlags } = span.spanContext();
      return {
        traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
        set: (values) => void span.setAttributes(values),
        end: (errorType) => {
          if (errorType !== undefined) {
            span.setAttribute('error.type', errorType);
            span.setStatus({ code: SpanStatusCode.ERROR });
          }
          span.end();
        },
      };
    },
    log: (line) => {
      const record = logRecordOf(line);
      if (record) logger.emit({ ...record, context: contextWith(currentContext()?.span?.traceparent) });
    },
    flush: async () => {
      // An endpoint that does not answer must not keep the process from ending well.
      const flushed = Promise.allSettled([spans.forceFlush(), logs.forceFlush(), meters.forceFlush()]);
      await Promise.race([flushed, pause(FLUSH_MS, undefined, { ref: false })]);
    },
  };
}

function parentIn(context: RequestContext | undefined): string | undefined {
  return context?.span?.traceparent ?? context?.remoteTraceparent;
}

/** What the SDK complains about, such as an endpoint that does not answer, once a minute. */
function reportProblems(): void {
  const logger = new Logger('OpenTelemetry');
  const limit = new LogLimit();
  const report = (message: string) => limit.say('problem', () => logger.warn({ reason: message }, 'Telemetry is lost'));
  const ignore = () => undefined;
  diag.setLogger(
    { error: report, warn: report, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}

const isSampled = (flags: number) => (flags & TraceFlags.SAMPLED) !== 0;

function contextWith(traceparent: string | undefined): Context {
  const context = spanContextOf(traceparent);
  return context ? trace.setSpanContext(ROOT_CONTEXT, context) : ROOT_CONTEXT;
}

function spanContextOf(traceparent: string | undefined): SpanContext | undefined {
  const parts = readTraceparent(traceparent);
  if (!parts) return undefined;
  const { traceId, spanId, flags } = parts;
  return { traceId, spanId, traceFlags: parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
}
