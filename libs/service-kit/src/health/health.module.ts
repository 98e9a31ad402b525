import {
  Controller,
  Get,
  Inject,
  Injectable,
  Module,
  Optional,
  ServiceUnavailableException,
  type DynamicModule,
  type OnModuleDestroy,
} from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, TerminusModule, type HealthCheckResult } from '@nestjs/terminus';
import { CLOCK, type Clock } from '../clock/clock.js';

/** A dependency that a service cannot work without. */
export interface HealthIndicator {
  readonly name: string;
  /**
   * Resolves while the dependency is available, with what an operator should know nevertheless; rejects with the reason.
   * The response with details shows both.
   */
  readonly check: () => Promise<string | void>;
}

const INDICATORS = Symbol('HealthIndicators');

/** Within this time each check has an outcome; milliseconds. */
const CHECK_MS = 3_000;

/**
 * A check that has an outcome within its bound whatever hangs. One that still runs is not begun again: polled readiness would
 * pile them up.
 */
export class BoundedCheck {
  private running: Promise<string | void> | undefined;

  constructor(
    private readonly check: () => Promise<string | void>,
    private readonly boundMs = CHECK_MS,
  ) {}

  /** @throws Error with the reason, also when there is no outcome within the bound */
  async run(): Promise<string | void> {
    this.running ??= this.check().finally(() => (this.running = undefined));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`No answer within ${this.boundMs / 1_000} s`)), this.boundMs);
    });
    try {
      return await Promise.race([this.running, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

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

/** Not ready while the clock cannot be trusted, with the reason. */
function clockIndicator(clock: Clock): HealthIndicator {
  return { name: 'clock', check: () => new Promise((resolve) => resolve(void clock.now())) };
}

/** Whether all dependencies of the service are available, and the clock of a `ComparedClockModule` can be trusted. */
@Injectable()
export class Readiness {
  private readonly checks: readonly (readonly [name: string, check: BoundedCheck])[];

  constructor(
    @Inject(INDICATORS) indicators: readonly HealthIndicator[],
    draining: Draining,
    private readonly health: HealthCheckService,
    private readonly indicate: HealthIndicatorService,
    @Optional() @Inject(CLOCK) clock?: Clock,
  ) {
    const all = [
      ...indicators,
      ...(clock ? [clockIndicator(clock)] : []),
      { name: 'service', check: () => draining.check() },
    ];
    this.checks = all.map(({ name, check }) => [name, new BoundedCheck(check)]);
  }

  /** @throws HttpException (503) with the reason of each dependency that is not available; within 3 s in any case */
  check(): Promise<HealthCheckResult> {
    return this.health.check(
      this.checks.map(([name, check]) => async () => {
        const indicator = this.indicate.check(name);
        try {
          const detail = await check.run();
          return detail === undefined ? indicator.up() : indicator.up(detail);
        } catch (error) {
          return indicator.down(error instanceof Error ? error.message : 'unavailable');
        }
      }),
    );
  }
}

/** For a port that operators and the supervisor reach: what is not available, and why. */
@Controller('health')
export class HealthDetailsController {
  constructor(private readonly readiness: Readiness) {}

  /** Liveness: the process runs. */
  @Get('live')
  live() {
    return { status: 'ok' };
  }

  /** Readiness: all dependencies are available. 503 otherwise. */
  @Get('ready')
  ready() {
    return this.readiness.check();
  }
}

/** For a port that everybody reaches: the status alone, without names and reasons of dependencies. */
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  live() {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready() {
    const isReady = await this.readiness.check().then(
      () => true,
      () => false,
    );
    if (!isReady) throw new ServiceUnavailableException({ status: 'error' });
    return { status: 'ok' };
  }
}

@Module({})
export class HealthModule {
  /** Health with details. */
  static with(indicators: readonly HealthIndicator[]): DynamicModule {
    return { ...readinessModule(indicators), controllers: [HealthDetailsController] };
  }

  /** Health without details; `MonitoringModule` has them. */
  static withoutDetails(indicators: readonly HealthIndicator[]): DynamicModule {
    return { ...readinessModule(indicators), controllers: [HealthController] };
  }
}

function readinessModule(indicators: readonly HealthIndicator[]): DynamicModule {
  return {
    module: HealthModule,
    imports: [TerminusModule.forRoot({ logger: false })],
    providers: [Draining, Readiness, { provide: INDICATORS, useValue: indicators }],
    exports: [Readiness],
  };
}
