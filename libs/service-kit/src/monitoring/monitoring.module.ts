import { Inject, Injectable, Logger, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { HealthDetailsController, HealthModule, Readiness, type HealthIndicator } from '../health/health.module.js';
import { fastifyAdapter, type HttpBounds } from '../http/fastify-adapter.js';
import { HttpProblemFilter } from '../http/problem.filter.js';
import { MetricsController } from '../metrics/metrics.js';
import { SettingsError } from '../settings/settings.js';

export interface MonitoringSettings extends HttpBounds {
  readonly host: string;
  /** 0: any free port. */
  readonly metricsPort: number;
}

const SETTINGS = Symbol('MonitoringSettings');

/** Serves health with details, and metrics, until the service has answered its last request. */
@Injectable()
export class MonitoringServer implements OnApplicationShutdown {
  private readonly logger = new Logger(MonitoringServer.name);
  private app: NestFastifyApplication | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: MonitoringSettings,
    private readonly readiness: Readiness,
  ) {}

  /**
   * To be called when the service listens, so that who is told that it is ready reaches it.
   * @throws SettingsError when the port is in use
   */
  async listen(): Promise<void> {
    const { host, metricsPort } = this.settings;
    const module: DynamicModule = {
      module: ServedModule,
      controllers: [HealthDetailsController, MetricsController],
      providers: [{ provide: Readiness, useValue: this.readiness }],
    };
    const adapter = fastifyAdapter(this.settings);
    this.app = await NestFactory.create<NestFastifyApplication>(module, adapter, { abortOnError: false });
    this.app.useGlobalFilters(new HttpProblemFilter());
    await this.app.listen(metricsPort, host).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
      throw new SettingsError([`METRICS_PORT ${metricsPort} is in use. Free it, or set METRICS_PORT to another one.`]);
    });
    this.logger.log(`health and metrics on ${await this.url()}`);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.app?.close();
  }

  /** Where they are. */
  async url(): Promise<string> {
    if (!this.app) throw new Error('Health and metrics are not served yet');
    return this.app.getUrl();
  }
}

@Module({})
class ServedModule {}

/**
 * For a service whose own port is public: `/health` there tells the status alone, and a port of its own has health with
 * details and `/metrics`.
 */
@Module({})
export class MonitoringModule {
  static with(indicators: readonly HealthIndicator[], settings: MonitoringSettings): DynamicModule {
    return {
      module: MonitoringModule,
      imports: [HealthModule.withoutDetails(indicators)],
      providers: [MonitoringServer, { provide: SETTINGS, useValue: settings }],
    };
  }
}
