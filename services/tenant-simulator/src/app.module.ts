import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { CLOCK, clockFrom, HealthModule, loggingModule, MetricsModule } from '@system-landscape/service-kit';
import { EffectStore } from './effects/effect-store.js';
import { EffectsController } from './effects/effects.http.controller.js';
import { FaultStore } from './faults/fault-store.js';
import { FaultsController } from './faults/faults.http.controller.js';
import { ProblemFilter } from './problem/problem.filter.js';
import { CallbackSender } from './provisioning/callback-sender.js';
import { OperationRunner } from './provisioning/operation-runner.js';
import { OperationStore } from './provisioning/operation-store.js';
import { PlatformAuthentication } from './provisioning/platform-authentication.js';
import { ProvisioningController } from './provisioning/provisioning.http.controller.js';
import { StepProcessor } from './provisioning/step-processor.js';
import { TenantSimulatorSettings } from './settings.js';
import { TenantDatabase } from './storage/tenant-database.js';

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
        TenantDatabase,
        FaultStore,
        EffectStore,
        OperationStore,
        StepProcessor,
        PlatformAuthentication,
        CallbackSender,
        OperationRunner,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: TenantSimulatorSettings, useValue: settings },
        { provide: CLOCK, useFactory: () => clockFrom(settings) },
      ],
    };
  }
}
