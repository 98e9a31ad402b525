import { SUBJECTS } from '@system-landscape/contracts';
import {
  AccountSystems,
  createEventStoreClient,
  EventStore,
  ParkedHints,
  pingEventStore,
} from '@system-landscape/event-store';
import { MessagingModule, pingNats } from '@system-landscape/messaging';
import {
  CLOCK,
  clockFrom,
  HealthModule,
  loggingModule,
  MetricsModule,
  type Clock,
} from '@system-landscape/service-kit';
import { ClientCredentials, TenantConnector, TenantDirectory } from '@system-landscape/tenant-connector';
import { Global, Inject, Module, type DynamicModule, type OnApplicationShutdown, type Type } from '@nestjs/common';
import type { NatsConnection } from 'nats';
import { DueSweeper } from './due-sweeper.js';
import { HintWorker, type HintHandlers } from './hint-worker.js';
import { parkedHintsController } from './parked-hints.message.controller.js';
import { ReportStep } from './report-step.js';
import { SagaSettings, WATCHDOG_MS } from './saga-settings.js';
import type { Saga } from './saga.js';
import { StepDriver } from './step-driver.js';

export interface SagaServiceOptions<Settings extends SagaSettings = SagaSettings> {
  readonly settings: Settings;
  readonly connection: NatsConnection;
  /** Default: the one that the settings ask for. */
  readonly clock?: Clock;
}

/** Calls to one tenant at the same time. */
const CALLS_PER_TENANT = 16;

/**
 * What a service with a saga is made of, beside its use cases: event store, tenants, the driver of the steps with its
 * hints and its sweep, health, logs and metrics. The service adds its `hintWorker`.
 */
@Global()
@Module({})
export class SagaModule implements OnApplicationShutdown {
  constructor(@Inject(EventStore) private readonly eventStore: EventStore) {}

  static with(saga: Saga, { settings, connection, clock = clockFrom(settings) }: SagaServiceOptions): DynamicModule {
    const client = createEventStoreClient(settings.eventStoreUrl);
    const eventStore = new EventStore(client);
    const tenants = settings.tenants();
    const { issuer, clientId, clientSecret, callDeadlineMs: deadlineMs, publicUrl, stepConcurrency } = settings;
    const connector = new TenantConnector({
      tenants,
      tokens: new ClientCredentials({ issuer, clientId, clientSecret }),
      deadlineMs,
      ...placesPerTenant(stepConcurrency),
    });
    const driver = new StepDriver({
      saga,
      eventStore,
      connector,
      clock,
      random: Math.random,
      pace: settings,
      watchdogMs: WATCHDOG_MS,
      publicUrl,
    });
    const parts = [
      { provide: EventStore, useValue: eventStore },
      { provide: AccountSystems, useValue: new AccountSystems(eventStore, clock) },
      { provide: TenantDirectory, useValue: tenants },
      { provide: TenantConnector, useValue: connector },
      { provide: StepDriver, useValue: driver },
      { provide: ParkedHints, useValue: new ParkedHints(client, saga.name) },
      { provide: SagaSettings, useValue: settings },
      { provide: CLOCK, useValue: clock },
      ReportStep,
    ];
    return {
      module: SagaModule,
      imports: [
        loggingModule({ service: saga.name, level: settings.logLevel }),
        MessagingModule.with(connection),
        HealthModule.with([
          { name: 'nats', check: () => pingNats(connection) },
          { name: 'event-store', check: () => pingEventStore(client) },
        ]),
        MetricsModule,
      ],
      controllers: [parkedHintsController(SUBJECTS[saga.name])],
      providers: [...parts, DueSweeper],
      exports: parts,
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.eventStore.client.dispose();
  }
}

/** A tenant that lets calls hang holds a quarter of the process's places, so that the others go on. */
export function placesPerTenant(stepConcurrency: number): {
  readonly concurrentCalls: number;
  readonly waitingCalls: number;
} {
  const places = Math.max(1, Math.floor(stepConcurrency / 4));
  const concurrentCalls = Math.min(CALLS_PER_TENANT, places);
  return { concurrentCalls, waitingCalls: places - concurrentCalls };
}

/** Provides the worker that hands the service's hints to their handlers. */
export function hintWorker<Injected extends unknown[]>(
  saga: Saga,
  inject: Type[],
  handlers: (driver: StepDriver, ...injected: Injected) => HintHandlers,
) {
  return {
    provide: HintWorker,
    inject: [EventStore, SagaSettings, StepDriver, ...inject],
    useFactory: (
      eventStore: EventStore,
      { stepConcurrency: concurrency }: SagaSettings,
      driver: StepDriver,
      ...rest: Injected
    ) => new HintWorker({ eventStore, group: saga.name, concurrency, handlers: handlers(driver, ...rest) }),
  };
}
