import { ValueType, type HrTime } from '@opentelemetry/api';
import { emptyResource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  DataPointType,
  type CollectionResult,
  type DataPoint,
  type Histogram,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics';
import type { MetricObjectWithValues, MetricValue } from 'prom-client';
import { metrics } from '../metrics/metrics.js';

const startTime = now();

/** The metrics of `/metrics` for OTLP, with the same names: there is one measurement, and two ways to read it. */
export class PrometheusMetrics implements MetricProducer {
  async collect(): Promise<CollectionResult> {
    const all = await metrics.getMetricsAsJSON();
    return {
      resourceMetrics: {
        // That of the SDK takes its place.
        resource: emptyResource(),
        scopeMetrics: [{ scope: { name: 'system-landscape' }, metrics: all.flatMap((metric) => dataOf(metric) ?? []) }],
      },
      errors: [],
    };
  }
}

/** Undefined for a type that none of ours has. */
export function dataOf({
  name,
  help,
  type,
  values,
}: MetricObjectWithValues<MetricValue<string>>): MetricData | undefined {
  const descriptor = { name, description: help, unit: unitOf(name), valueType: ValueType.DOUBLE };
  const aggregationTemporality = AggregationTemporality.CUMULATIVE;
  // prom-client gives the type as a text.
  switch (String(type)) {
    case 'gauge':
      return {
        ...{ descriptor, aggregationTemporality, dataPointType: DataPointType.GAUGE },
        dataPoints: pointsOf(values),
      };
    case 'counter':
      return {
        ...{ descriptor, aggregationTemporality, dataPointType: DataPointType.SUM, isMonotonic: true },
        dataPoints: pointsOf(values),
      };
    case 'histogram':
      return {
        ...{ descriptor, aggregationTemporality, dataPointType: DataPointType.HISTOGRAM },
        dataPoints: histogramsOf(values),
      };
    default:
      return undefined;
  }
}

/** As the values of a histogram are; the types of prom-client do not say so. */
type HistogramValue = MetricValue<string> & { readonly metricName?: string };

function pointsOf(values: readonly MetricValue<string>[]): DataPoint<number>[] {
  const endTime = now();
  return values.map(({ labels, value }) => ({ startTime, endTime, attributes: textsOf(labels), value }));
}

/** prom-client lists the buckets, each with all smaller values, then sum and count, of one set of labels after the other. */
function histogramsOf(values: readonly HistogramValue[]): DataPoint<Histogram>[] {
  const endTime = now();
  const points: DataPoint<Histogram>[] = [];
  let boundaries: number[] = [];
  let counts: number[] = [];
  let below = 0;
  let sum = 0;
  for (const { labels, value, metricName } of values) {
    const { le, ...others } = labels as Readonly<Record<string, string | number>>;
    if (le !== undefined) {
      if (le !== '+Inf') boundaries.push(Number(le));
      counts.push(value - below);
      below = value;
    } else if (metricName?.endsWith('_sum')) sum = value;
    else {
      const histogram = { buckets: { boundaries, counts }, sum, count: value };
      points.push({ startTime, endTime, attributes: textsOf(others), value: histogram });
      [boundaries, counts, below] = [[], [], 0];
    }
  }
  return points;
}

function textsOf(labels: Readonly<Record<string, string | number | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]));
}

function unitOf(name: string): string {
  if (/_seconds(_total)?$/.test(name)) return 's';
  return /_bytes(_total)?$/.test(name) ? 'By' : '';
}

function now(): HrTime {
  const milliseconds = Date.now();
  return [Math.trunc(milliseconds / 1_000), (milliseconds % 1_000) * 1_000_000];
}
