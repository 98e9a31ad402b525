import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { EffectsController } from './effects/effects.http.controller.js';
import { FaultsController } from './faults/faults.http.controller.js';
import { ProblemFilter } from './problem/problem.filter.js';
import { AcceptedWork } from './provisioning/accepted-work.js';
import { CallbackSender, TENANT_CLIENT_SECRET } from './provisioning/callback-sender.js';
import { OIDC_ISSUER, PlatformAccess } from './provisioning/platform-access.js';
import { ProvisioningController } from './provisioning/provisioning.http.controller.js';
import { NOW, STORE_FOLDER, TenantStore } from './tenant-store.js';

export interface SimulatorOptions {
  /** Folder of everything that the tenants know; made when it is not there. */
  readonly folder: string;
  readonly issuer: string;
  /** Of all clients `tenant-<tenantId>`. */
  readonly tenantClientSecret: string;
}

@Module({})
export class AppModule {
  static with(options: SimulatorOptions): DynamicModule {
    return {
      module: AppModule,
      controllers: [ProvisioningController, FaultsController, EffectsController],
      providers: [
        TenantStore,
        PlatformAccess,
        CallbackSender,
        AcceptedWork,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: STORE_FOLDER, useValue: options.folder },
        { provide: OIDC_ISSUER, useValue: options.issuer },
        { provide: TENANT_CLIENT_SECRET, useValue: options.tenantClientSecret },
        { provide: NOW, useValue: () => new Date() },
      ],
    };
  }
}
