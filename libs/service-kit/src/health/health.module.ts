import { Controller, Get, Inject, Injectable, Module, type DynamicModule, type OnModuleDestroy } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, TerminusModule } from '@nestjs/terminus';

/** A dependency that a service cannot work without. */
export interface HealthIndicator {
  readonly name: string;
  /**
   * Resolves while the dependency is available, with what an operator should know nevertheless; rejects with the reason.
   * The response shows both.
   */
  readonly check: () => Promise<string | void>;
}

const INDICATORS = Symbol('HealthIndicators');

/** Not ready from the start of a graceful stop, so that load balancers send no more requests. */
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
    private readonly draining: Draining,
    private readonly health: HealthCheckService,
    private readonly indicate: HealthIndicatorService,
  ) {}

  /** Liveness: the process runs. */
  @Get('live')
  live() {
    return { status: 'ok' };
  }

  /** Readiness: all dependencies are available. 503 otherwise, with the reason of each that is not. */
  @Get('ready')
  ready() {
    const indicators = [...this.indicators, { name: 'service', check: () => this.draining.check() }];
    return this.health.check(
      indicators.map(({ name, check }) => async () => {
        const indicator = this.indicate.check(name);
        try {
          const detail = await check();
          return detail === undefined ? indicator.up() : indicator.up(detail);
        } catch (error) {
          return indicator.down(error instanceof Error ? error.message : 'unavailable');
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
