import { metrics } from '@system-landscape/service-kit';
import { Counter, Gauge } from 'prom-client';

export const eventsRelayed = new Counter({
  name: 'landscape_relay_events_total',
  help: 'Public events that this process has published',
  registers: [metrics],
});
export const relayedPosition = new Gauge({
  name: 'landscape_relay_position',
  help: 'Log position up to which this process has relayed',
  registers: [metrics],
});
export const leading = new Gauge({
  name: 'landscape_relay_active',
  help: '1 while this process is the leader, which relays',
  registers: [metrics],
});
export const lagSeconds = new Gauge({
  name: 'landscape_relay_lag_seconds',
  help: 'Age of the newest relayed event while more events wait; else 0',
  registers: [metrics],
});
export const foreignMessages = new Counter({
  name: 'landscape_relay_foreign_messages_total',
  help: 'Messages in the stream of public events that no relay has published and that this process has skipped',
  registers: [metrics],
});
export const leftOutStreams = new Gauge({
  name: 'landscape_relay_quarantined_streams',
  help: 'Streams that this process leaves out since an event that cannot be read',
  registers: [metrics],
});
