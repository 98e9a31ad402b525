import { metrics } from '@system-landscape/service-kit';
import { Counter } from 'prom-client';

/** By subject. */
export const requestsExpired = new Counter({
  name: 'landscape_requests_expired_total',
  help: 'Requests that were not carried out because their caller had given up, by subject',
  labelNames: ['target'],
  registers: [metrics],
});

/** By subject. */
export const requestsRepeated = new Counter({
  name: 'landscape_requests_repeated_total',
  help: 'Requests to other services that were sent again because no instance had answered, by subject',
  labelNames: ['target'],
  registers: [metrics],
});

/** By subject. */
export const requestsDropped = new Counter({
  name: 'landscape_requests_dropped_total',
  help: 'Requests that were dropped because their reply subject is no inbox of a caller, by subject',
  labelNames: ['target'],
  registers: [metrics],
});
