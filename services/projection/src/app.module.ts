import { createEventStoreClient, eventStoreTimeSource, pingEventStore } from '@system-landscape/event-store';
import { MessagingModule, pingNats } from '@system-landscape/messaging';
import {
  ComparedClockModule,
  comparedClockFrom,
  HealthModule,
  loggingModule,
  MetricsModule,
  watchCertificate,
  watchDisk,
  type Clock,
} from '@system-landscape/service-kit';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { NatsConnection } from 'nats';
import { DATABASE, type Database } from './database/database.js';
import { ReadModel } from './database/read-model.js';
import { EntitlementsController } from './entitlements/entitlements.message.controller.js';
import { ListEntitlementConfigurations } from './entitlements/list-entitlement-configurations.js';
import { EventsController } from './events/events.message.controller.js';
import { ListEvents } from './events/list-events.js';
import { ExplainSystem } from './explanations/explain-system.js';
import { ExplanationsController } from './explanations/explanations.message.controller.js';
import { ExtensionsController } from './extensions/extensions.message.controller.js';
import { GetExtension } from './extensions/get-extension.js';
import { ListExtensions } from './extensions/list-extensions.js';
import { LandscapeFigures } from './figures/landscape-figures.js';
import { FormationsController } from './formations/formations.message.controller.js';
import { GetFormation } from './formations/get-formation.js';
import { ListFormationDeletions } from './formations/list-formation-deletions.js';
import { ListFormationMembers } from './formations/list-formation-members.js';
import { ListFormations } from './formations/list-formations.js';
import { GetSystemHistory } from './history/get-system-history.js';
import { HistoryController } from './history/history.message.controller.js';
import { IncidentsController } from './incidents/incidents.message.controller.js';
import { ListIncidents } from './incidents/list-incidents.js';
import { EndOfLog } from './positions/end-of-log.js';
import { GetPosition } from './positions/get-position.js';
import { PositionsController } from './positions/positions.message.controller.js';
import { Positions } from './positions/positions.js';
import { CommitFeed } from './projector/commit-feed.js';
import { EVENT_STORE_CLIENT, Projector } from './projector/projector.js';
import { ListQuarantined } from './quarantine/list-quarantined.js';
import { Quarantine } from './quarantine/quarantine.js';
import { QuarantineController } from './quarantine/quarantine.message.controller.js';
import { RetryQuarantined } from './quarantine/retry-quarantined.js';
import { BeginRebuild } from './rebuild/begin-rebuild.js';
import { CompareReadModels } from './rebuild/compare-read-models.js';
import { DiscardRebuild } from './rebuild/discard-rebuild.js';
import { Rebuild } from './rebuild/rebuild.js';
import { RebuildController } from './rebuild/rebuild.message.controller.js';
import { SwitchReadModel } from './rebuild/switch-read-model.js';
import type { ProjectionSettings } from './settings.js';
import { GetStatus } from './status/get-status.js';
import { StatusController } from './status/status.message.controller.js';
import { Sweeps } from './sweeps/sweeps.js';
import { SweepsController } from './sweeps/sweeps.message.controller.js';
import { GetDeregistration } from './systems/get-deregistration.js';
import { GetSystem } from './systems/get-system.js';
import { ListSystems } from './systems/list-systems.js';
import { SystemsController } from './systems/systems.message.controller.js';

export interface ProjectionOptions {
  readonly settings: ProjectionSettings;
  /** With its tables up to date; the application closes it. */
  readonly database: Database;
  readonly connection: NatsConnection;
  /** Default: the clock of the settings. */
  readonly clock?: Clock;
}

@Module({})
export class AppModule implements OnApplicationShutdown {
  constructor(
    @Inject(EVENT_STORE_CLIENT) private readonly eventStore: EventStoreDBClient,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  static with({
    settings,
    database,
    connection,
    clock = comparedClockFrom(settings),
  }: ProjectionOptions): DynamicModule {
    const tls = settings.database?.tls;
    if (!settings.database) watchDisk('read-model', settings.dataDir);
    watchCertificate('postgresql', tls?.certFile, 'own');
    if (tls?.rootCertFile !== 'system') watchCertificate('postgresql-authority', tls?.rootCertFile, 'authorities');
    const eventStore = createEventStoreClient(settings.eventStoreUrl);
    const positions = new Positions(database, settings.readWaitMs, settings.waitingLimits, new EndOfLog(eventStore));
    const feed = new CommitFeed(database, connection);
    const quarantine = new Quarantine(database, eventStore, feed);
    const rebuild = new Rebuild(database, eventStore, quarantine);
    const figures = new LandscapeFigures(database, clock);
    const projector = new Projector(database, eventStore, feed, positions, rebuild, quarantine, figures);
    return {
      module: AppModule,
      imports: [
        loggingModule({ service: 'projection', level: settings.logLevel }),
        MessagingModule.with(connection),
        ComparedClockModule.with(clock, eventStoreTimeSource(eventStore)),
        HealthModule.with([
          { name: 'nats', check: () => pingNats(connection) },
          { name: 'event-store', check: () => pingEventStore(eventStore) },
          { name: 'database', check: async () => void (await database.query('select 1 as up')) },
          { name: 'projection', check: () => projector.checkFollowing() },
        ]),
        MetricsModule,
      ],
      controllers: [
        SystemsController,
        HistoryController,
        ExplanationsController,
        EventsController,
        ExtensionsController,
        FormationsController,
        EntitlementsController,
        IncidentsController,
        SweepsController,
        PositionsController,
        StatusController,
        RebuildController,
        QuarantineController,
      ],
      providers: [
        ReadModel,
        GetSystem,
        GetDeregistration,
        ListSystems,
        GetSystemHistory,
        ExplainSystem,
        ListEvents,
        GetExtension,
        ListExtensions,
        ListFormations,
        GetFormation,
        ListFormationDeletions,
        ListFormationMembers,
        ListEntitlementConfigurations,
        ListIncidents,
        ListQuarantined,
        RetryQuarantined,
        Sweeps,
        GetPosition,
        GetStatus,
        BeginRebuild,
        DiscardRebuild,
        SwitchReadModel,
        CompareReadModels,
        { provide: DATABASE, useValue: database },
        { provide: Positions, useValue: positions },
        { provide: CommitFeed, useValue: feed },
        { provide: Projector, useValue: projector },
        { provide: LandscapeFigures, useValue: figures },
        { provide: EVENT_STORE_CLIENT, useValue: eventStore },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.eventStore.dispose();
    await this.database.close();
  }
}
