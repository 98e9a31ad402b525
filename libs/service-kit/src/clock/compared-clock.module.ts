import { Global, Module, type DynamicModule } from '@nestjs/common';
import { CLOCK, type Clock } from './clock.js';
import { ClockComparison, type TimeSource } from './clock-comparison.js';

/** Provides the `CLOCK` of a service and compares it with a server's; `Readiness` then says whether it can be trusted. */
@Global()
@Module({})
export class ComparedClockModule {
  /** @param clock usually that of `comparedClockFrom` */
  static with(clock: Clock, source: TimeSource): DynamicModule {
    return {
      module: ComparedClockModule,
      providers: [
        { provide: CLOCK, useValue: clock },
        { provide: ClockComparison, useValue: new ClockComparison(clock, source) },
      ],
      exports: [CLOCK],
    };
  }
}
