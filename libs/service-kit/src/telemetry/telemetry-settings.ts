import { IsIn, IsInt, IsOptional, IsUrl, Min } from 'class-validator';
import { Env, wholeNumber } from '../settings/settings.js';

const EXPORTERS = ['otlp', 'none'];

/** What of OpenTelemetry's environment variables decides whether and what is sent; the SDK reads the others itself. */
export class TelemetrySettings {
  /** Base URL of an OTLP/HTTP endpoint; without it nothing is sent, and the SDK is not loaded. */
  @Env('OTEL_EXPORTER_OTLP_ENDPOINT')
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  readonly endpoint?: string;

  @Env('OTEL_TRACES_EXPORTER') @IsIn(EXPORTERS) readonly traces: string = 'otlp';
  @Env('OTEL_METRICS_EXPORTER') @IsIn(EXPORTERS) readonly metrics: string = 'otlp';
  @Env('OTEL_LOGS_EXPORTER') @IsIn(EXPORTERS) readonly logs: string = 'otlp';

  /** How often metrics are sent; milliseconds. */
  @Env('OTEL_METRIC_EXPORT_INTERVAL', wholeNumber) @IsInt() @Min(100) readonly metricIntervalMs: number = 60_000;
  /** How long log lines wait for others; milliseconds. */
  @Env('OTEL_BLRP_SCHEDULE_DELAY', wholeNumber) @IsInt() @Min(1) readonly logDelayMs: number = 1_000;
}
