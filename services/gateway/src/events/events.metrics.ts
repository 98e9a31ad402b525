import { metrics } from '@system-landscape/service-kit';
import { Counter, Gauge } from 'prom-client';

export const eventReaders = new Gauge({
  name: 'landscape_gateway_event_readers',
  help: 'Readers of live events that are connected to this process',
  registers: [metrics],
});
export const readersDropped = new Counter({
  name: 'landscape_gateway_event_readers_dropped_total',
  help: 'Readers of live events that lost their seat because they did not keep up',
  registers: [metrics],
});
