import { Controller, Get, Header, Module } from '@nestjs/common';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** All metrics of this process. */
export const metrics = new Registry();
collectDefaultMetrics({ register: metrics });

/** By target (a subject or a route template, so that ids create no series) and outcome code. */
export const requestSeconds = new Histogram({
  name: 'landscape_request_seconds',
  help: 'Duration of requests, by subject or route and by outcome code',
  labelNames: ['target', 'outcome'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [metrics],
});

@Controller('metrics')
export class MetricsController {
  @Get()
  @Header('content-type', metrics.contentType)
  text(): Promise<string> {
    return metrics.metrics();
  }
}

@Module({ controllers: [MetricsController] })
export class MetricsModule {}
