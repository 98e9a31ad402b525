import { metrics } from '@system-landscape/service-kit';
import { Counter } from 'prom-client';

export const systemAnswers = new Counter({
  name: 'landscape_gateway_system_answers_total',
  help: 'Answers about single systems as they are now, by where they came from: memory or the read model',
  labelNames: ['from'],
  registers: [metrics],
});
