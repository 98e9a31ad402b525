import { metrics } from '@system-landscape/service-kit';
import { Counter, Gauge } from 'prom-client';

export const eventSubscribers = new Gauge({
  name: 'landscape_gateway_event_readers',
  help: 'Subscribers of live events that are connected to this process',
  registers: [metrics],
});
export const subscribersDropped = new Counter({
  name: 'landscape_gateway_event_readers_dropped_total',
  help: 'Subscribers of live events that were disconnected because they fell behind',
  registers: [metrics],
});
