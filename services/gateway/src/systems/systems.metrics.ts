import { metrics } from '@system-landscape/service-kit';
import { Counter } from 'prom-client';

export const systemResponses = new Counter({
  name: 'landscape_gateway_system_answers_total',
  help: 'Responses about systems as they are now, by what was queried (a system, a list) and their source (memory, the read model)',
  labelNames: ['of', 'from'],
  registers: [metrics],
});
