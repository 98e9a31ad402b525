import { metrics } from '@system-landscape/service-kit';
import { Counter } from 'prom-client';

export const systemAnswers = new Counter({
  name: 'landscape_gateway_system_answers_total',
  help: 'Answers about systems as they are now, by what was asked for (a system, a list) and where they came from (memory, the read model)',
  labelNames: ['of', 'from'],
  registers: [metrics],
});
