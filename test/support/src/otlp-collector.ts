import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as a collector gets it; ids in hexadecimal. */
export interface CollectedSpan {
  /** `service.name` of its resource. */
  readonly service: string;
  readonly name: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
}

export interface CollectedLog {
  readonly service: string;
  readonly body: string;
  readonly severity: string;
  readonly traceId: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface CollectedMetric {
  readonly service: string;
  readonly name: string;
  readonly kind: 'gauge' | 'sum' | 'histogram';
  readonly points: readonly object[];
}

/** Takes OTLP/HTTP (JSON) like a collector of OpenTelemetry, and keeps what it gets. */
export interface OtlpCollector {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url: string;
  readonly spans: readonly CollectedSpan[];
  readonly logs: readonly CollectedLog[];
  readonly metrics: readonly CollectedMetric[];
  /** Everything as it came. */
  readonly bodies: readonly string[];
  close(): Promise<void>;
}

export async function startOtlpCollector(): Promise<OtlpCollector> {
  const spans: CollectedSpan[] = [];
  const logs: CollectedLog[] = [];
  const metrics: CollectedMetric[] = [];
  const bodies: string[] = [];
  const takers: Readonly<Record<string, (body: unknown) => void>> = {
    '/v1/traces': (body) => spans.push(...spansIn(body as Traces)),
    '/v1/logs': (body) => logs.push(...logsIn(body as Logs)),
    '/v1/metrics': (body) => metrics.push(...metricsIn(body as Metrics)),
  };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const take = takers[request.url ?? ''];
      if (!take) return response.writeHead(404).end();
      bodies.push(body);
      take(JSON.parse(body));
      return response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ spans, logs, metrics, bodies },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}
interface Resource {
  readonly resource: { readonly attributes: readonly Attribute[] };
}
interface Traces {
  readonly resourceSpans: readonly (Resource & {
    readonly scopeSpans: readonly { readonly spans: readonly RawSpan[] }[];
  })[];
}
type RawSpan = Omit<CollectedSpan, 'service' | 'attributes' | 'isError' | 'links' | 'parentSpanId'> & {
  readonly parentSpanId?: string;
  readonly attributes: readonly Attribute[];
  readonly links?: CollectedSpan['links'];
  readonly status?: { readonly code?: number };
};
interface Logs {
  readonly resourceLogs: readonly (Resource & {
    readonly scopeLogs: readonly {
      readonly logRecords: readonly {
        readonly body: { readonly stringValue: string };
        readonly severityText: string;
        readonly traceId?: string;
        readonly attributes: readonly Attribute[];
      }[];
    }[];
  })[];
}
interface Metrics {
  readonly resourceMetrics: readonly (Resource & {
    readonly scopeMetrics: readonly {
      readonly metrics: readonly ({ readonly name: string } & Readonly<Record<string, { dataPoints: object[] }>>)[];
    }[];
  })[];
}

function spansIn({ resourceSpans }: Traces): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans
      .flatMap((scope) => scope.spans)
      .map(({ name, kind, traceId, spanId, parentSpanId, links = [], attributes, status }) => ({
        ...{ service: serviceOf(resource), name, kind, traceId, spanId, links },
        parentSpanId: parentSpanId || undefined,
        attributes: valuesOf(attributes),
        isError: status?.code === 2,
      })),
  );
}

function logsIn({ resourceLogs }: Logs): CollectedLog[] {
  return resourceLogs.flatMap(({ resource, scopeLogs }) =>
    scopeLogs
      .flatMap((scope) => scope.logRecords)
      .map(({ body, severityText, traceId, attributes }) => ({
        ...{ service: serviceOf(resource), body: body.stringValue, severity: severityText },
        traceId: traceId || undefined,
        attributes: valuesOf(attributes),
      })),
  );
}

function metricsIn({ resourceMetrics }: Metrics): CollectedMetric[] {
  return resourceMetrics.flatMap(({ resource, scopeMetrics }) =>
    scopeMetrics
      .flatMap((scope) => scope.metrics)
      .map((metric) => {
        const kind = metric['gauge'] ? 'gauge' : metric['sum'] ? 'sum' : 'histogram';
        const points = metric[kind]?.dataPoints ?? [];
        return { service: serviceOf(resource), name: metric.name, kind, points } as const;
      }),
  );
}

function serviceOf({ attributes }: Resource['resource']): string {
  return String(valuesOf(attributes)['service.name']);
}

function valuesOf(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
