import { metrics } from '@system-landscape/service-kit';
import { Gauge, Histogram } from 'prom-client';

export const parkedHints = new Gauge({
  name: 'landscape_hints_parked',
  help: 'Hints of this service whose last retry has failed and that wait for an operator; every instance says the same',
  registers: [metrics],
});
export const hintSeconds = new Histogram({
  name: 'landscape_hint_seconds',
  help: 'Duration of handling a hint, by event type and outcome (ok, failed)',
  labelNames: ['type', 'outcome'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  registers: [metrics],
});
