import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { CLOCK, clockFrom, HealthModule, loggingModule, MetricsModule } from '@system-landscape/service-kit';
import { EffectsController } from './effects/effects.http.controller.js';
import { FaultsController } from './faults/faults.http.controller.js';
import { ProblemFilter } from './problem/problem.filter.js';
import { AcceptedWork } from './provisioning/accepted-work.js';
import { CallbackSender } from './provisioning/callback-sender.js';
import { PlatformAccess } from './provisioning/platform-access.js';
import { ProvisioningController } from './provisioning/provisioning.http.controller.js';
import { TenantSimulatorSettings } from './settings.js';
import { TenantStore } from './tenant-store.js';

@Module({})
export class AppModule {
  static with(settings: TenantSimulatorSettings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        loggingModule({ service: 'tenant-simulator', level: settings.logLevel }),
        HealthModule.with([]),
        MetricsModule,
      ],
      controllers: [ProvisioningController, FaultsController, EffectsController],
      providers: [
        TenantStore,
        PlatformAccess,
        CallbackSender,
        AcceptedWork,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: TenantSimulatorSettings, useValue: settings },
        { provide: CLOCK, useFactory: () => clockFrom(settings) },
      ],
    };
  }
}
