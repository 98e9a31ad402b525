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
  type HintHandlers,
} from '@system-landscape/hints';
import { MessagingModule, pingNats } from '@system-landscape/messaging';
import {
  CLOCK,
  ComparedClockModule,
  comparedClockFrom,
  HealthModule,
  loggingModule,
  MetricsModule,
  type Clock,
} from '@system-landscape/service-kit';
import { ClientCredentials, TenantConnector, TenantDirectory } from '@system-landscape/tenant-connector';
import { Global, Module, type DynamicModule, type OnApplicationShutdown, type Type } from '@nestjs/common';
import type { NatsConnection } from 'nats';
import { DueSweeper } from './due-sweeper.js';
import { placesPerTenant } from './places-per-tenant.js';
import { ReportStep } from './report-step.js';
import { SagaSettings, WATCHDOG_MS } from './saga-settings.js';
import type { Saga } from './saga.js';
import { StepDriver } from './step-driver.js';

export interface SagaServiceOptions<Settings extends SagaSettings = SagaSettings> {
  readonly settings: Settings;
  readonly connection: NatsConnection;
  /** Default: the clock of the settings. */
  readonly clock?: Clock;
}

/**
 * Everything a saga service needs besides its use cases: event store, tenants, the step driver with its sweep, health,
 * logs and metrics. The service adds its `hintWorker`.
 */
@Global()
@Module({})
export class SagaModule implements OnApplicationShutdown {
  constructor(private readonly eventStore: EventStore) {}

  static with(
    saga: Saga,
    { settings, connection, clock = comparedClockFrom(settings) }: SagaServiceOptions,
  ): DynamicModule {
    const client = createEventStoreClient(settings.eventStoreUrl);
    const eventStore = new EventStore(client);
    const tenants = settings.tenants();
    const {
      issuer,
      clientId,
      clientSecret,
      callDeadlineMs: deadlineMs,
      publicUrl,
      stepConcurrency,
      resourceParameter,
    } = settings;
    const connector = new TenantConnector({
      tenants,
      tokens: new ClientCredentials({ issuer, clientId, clientSecret, resourceParameter }),
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
    const subscriptions = new HintSubscriptions();
    const parts = [
      { provide: EventStore, useValue: eventStore },
      { provide: AccountSystems, useValue: new AccountSystems(eventStore, clock) },
      { provide: TenantDirectory, useValue: tenants },
      { provide: TenantConnector, useValue: connector },
      { provide: StepDriver, useValue: driver },
      { provide: HintSubscriptions, useValue: subscriptions },
      { provide: ParkedHints, useValue: new ParkedHints(client, saga.name) },
      { provide: SagaSettings, useValue: settings },
      ReportStep,
    ];
    return {
      module: SagaModule,
      imports: [
        loggingModule({ service: saga.name, level: settings.logLevel }),
        MessagingModule.with(connection),
        ComparedClockModule.with(clock, eventStoreTimeSource(client)),
        HealthModule.with([
          { name: 'nats', check: () => pingNats(connection) },
          { name: 'event-store', check: () => pingEventStore(client) },
          { name: 'hints', check: () => subscriptions.check() },
        ]),
        MetricsModule,
      ],
      controllers: [parkedHintsController(RPC[saga.name])],
      providers: [...parts, DueSweeper, ParkedHintsSweep],
      exports: parts,
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.eventStore.client.dispose();
  }
}

/** Provides the worker that passes the service's hints to their handlers. */
export function hintWorker<Injected extends unknown[]>(
  saga: Saga,
  inject: Type[],
  handlers: (driver: StepDriver, ...injected: Injected) => HintHandlers,
) {
  return {
    provide: HintWorker,
    inject: [EventStore, HintSubscriptions, SagaSettings, StepDriver, CLOCK, ...inject],
    useFactory: (
      eventStore: EventStore,
      subscriptions: HintSubscriptions,
      { stepConcurrency: concurrency }: SagaSettings,
      driver: StepDriver,
      clock: Clock,
      ...rest: Injected
    ) =>
      new HintWorker({
        ...{ eventStore, subscriptions, service: saga.name, concurrency, clock },
        handlers: handlers(driver, ...rest),
      }),
  };
}
