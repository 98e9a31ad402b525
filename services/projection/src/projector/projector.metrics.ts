import { metrics } from '@system-landscape/service-kit';
import { Counter, Gauge, Histogram } from 'prom-client';

export const eventsProjected = new Counter({
  name: 'landscape_projection_events_total',
  help: 'Events that this process has projected into the read model',
  registers: [metrics],
});
export const logPosition = new Gauge({
  name: 'landscape_projection_position',
  help: 'Log position of the newest commit of this process',
  registers: [metrics],
});
export const writing = new Gauge({
  name: 'landscape_projection_writing',
  help: '1 while this process is the leader, which writes the read model',
  registers: [metrics],
});
export const batchSeconds = new Histogram({
  name: 'landscape_projection_batch_seconds',
  help: 'Duration of applying a batch of the log, commit included',
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  registers: [metrics],
});
