import { RPC } from '@system-landscape/contracts';
import {
  AccountSystems,
  createEventStoreClient,
  EventStore,
  eventStoreTimeSource,
  pingEventStore,
} from '@system-landscape/event-store';
import {
  HintSubscriptions,
  HintWorker,
  ParkedHints,
  parkedHintsController,
  ParkedHintsSweep,
} from '@system-landscape/hints';
import { MessagingModule, pingNats } from '@system-landscape/messaging';
import {
  ComparedClockModule,
  comparedClockFrom,
  HealthModule,
  loggingModule,
  MetricsModule,
  type Clock,
} from '@system-landscape/service-kit';
import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { NatsConnection } from 'nats';
import { AccountFormations } from './account/account-formations.js';
import { ConfigureEntitlement } from './configure-entitlement/configure-entitlement.js';
import { ConfigureEntitlementController } from './configure-entitlement/configure-entitlement.message.controller.js';
import { CreateFormation } from './create-formation/create-formation.js';
import { CreateFormationController } from './create-formation/create-formation.message.controller.js';
import { DeleteFormation } from './delete-formation/delete-formation.js';
import { DeleteFormationController } from './delete-formation/delete-formation.message.controller.js';
import { EndDeletion } from './delete-formation/end-deletion.js';
import { ExcludeSystem } from './exclude-system/exclude-system.js';
import { ExcludeSystemController } from './exclude-system/exclude-system.message.controller.js';
import { DeletionSweeper } from './follow-formations/deletion-sweeper.js';
import { ExcludeLatecomer } from './follow-formations/exclude-latecomer.js';
import { ExcludeMember } from './follow-formations/exclude-member.js';
import { IncludeSystem } from './include-system/include-system.js';
import { IncludeSystemController } from './include-system/include-system.message.controller.js';
import { RemoveEntitlementConfiguration } from './remove-entitlement-configuration/remove-entitlement-configuration.js';
import { RemoveEntitlementConfigurationController } from './remove-entitlement-configuration/remove-entitlement-configuration.message.controller.js';
import { AssignmentSettings } from './settings.js';

const SERVICE = 'assignment';

export interface AssignmentOptions {
  readonly settings: AssignmentSettings;
  readonly connection: NatsConnection;
  /** Default: the clock of the settings. */
  readonly clock?: Clock;
}

@Module({})
export class AppModule implements OnApplicationShutdown {
  constructor(private readonly eventStore: EventStore) {}

  static with({ settings, connection, clock = comparedClockFrom(settings) }: AssignmentOptions): DynamicModule {
    const client = createEventStoreClient(settings.eventStoreUrl);
    const eventStore = new EventStore(client);
    const subscriptions = new HintSubscriptions();
    return {
      module: AppModule,
      imports: [
        loggingModule({ service: SERVICE, level: settings.logLevel }),
        MessagingModule.with(connection),
        ComparedClockModule.with(clock, eventStoreTimeSource(client)),
        HealthModule.with([
          { name: 'nats', check: () => pingNats(connection) },
          { name: 'event-store', check: () => pingEventStore(client) },
          { name: 'hints', check: () => subscriptions.check() },
        ]),
        MetricsModule,
      ],
      controllers: [
        CreateFormationController,
        DeleteFormationController,
        IncludeSystemController,
        ExcludeSystemController,
        ConfigureEntitlementController,
        RemoveEntitlementConfigurationController,
        parkedHintsController(RPC.assignment),
      ],
      providers: [
        CreateFormation,
        DeleteFormation,
        EndDeletion,
        IncludeSystem,
        ExcludeSystem,
        ConfigureEntitlement,
        RemoveEntitlementConfiguration,
        AccountFormations,
        ExcludeMember,
        ExcludeLatecomer,
        DeletionSweeper,
        {
          provide: HintWorker,
          inject: [ExcludeLatecomer],
          useFactory: (latecomers: ExcludeLatecomer) =>
            new HintWorker({
              eventStore,
              subscriptions,
              service: SERVICE,
              clock,
              concurrency: settings.hintConcurrency,
              handlers: { SystemIncludedInFormation: (hint) => latecomers.handle(hint) },
            }),
        },
        { provide: AccountSystems, useValue: new AccountSystems(eventStore, clock) },
        { provide: ParkedHints, useValue: new ParkedHints(client, SERVICE) },
        ParkedHintsSweep,
        { provide: EventStore, useValue: eventStore },
        { provide: AssignmentSettings, useValue: settings },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.eventStore.client.dispose();
  }
}
