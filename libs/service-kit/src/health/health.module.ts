import { Controller, Get, Inject, Injectable, Module, type DynamicModule, type OnModuleDestroy } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, TerminusModule } from '@nestjs/terminus';

/** A dependency that a service cannot work without. */
export interface HealthIndicator {
  readonly name: string;
  /** Resolves while the dependency answers; rejects with what people should know. */
  readonly check: () => Promise<void>;
}

const INDICATORS = Symbol('HealthIndicators');

/** Ready until the service begins to stop. */
@Injectable()
export class Draining implements OnModuleDestroy {
  private draining = false;

  onModuleDestroy(): void {
    this.draining = true;
  }

  check(): Promise<void> {
    return this.draining ? Promise.reject(new Error('The service is stopping')) : Promise.resolve();
  }
}

@Controller('health')
export class HealthController {
  constructor(
    @Inject(INDICATORS) private readonly indicators: readonly HealthIndicator[],
    @Inject(Draining) private readonly draining: Draining,
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(HealthIndicatorService) private readonly indicate: HealthIndicatorService,
  ) {}

  /** The process runs. */
  @Get('live')
  live() {
    return { status: 'ok' };
  }

  /** Everything that it needs answers; 503 otherwise, with the culprit. */
  @Get('ready')
  ready() {
    const all = [...this.indicators, { name: 'service', check: () => this.draining.check() }];
    return this.health.check(
      all.map(({ name, check }) => async () => {
        const indicator = this.indicate.check(name);
        try {
          await check();
          return indicator.up();
        } catch (error) {
          return indicator.down(error instanceof Error ? error.message : 'does not answer');
        }
      }),
    );
  }
}

@Module({})
export class HealthModule {
  static with(indicators: readonly HealthIndicator[]): DynamicModule {
    return {
      module: HealthModule,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController],
      providers: [Draining, { provide: INDICATORS, useValue: indicators }],
    };
  }
}
