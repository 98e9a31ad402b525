import { createEventStoreClient, EventStore, pingEventStore } from '@system-landscape/event-store';
import { MessagingModule, pingNats } from '@system-landscape/messaging';
import { StepDriver } from '@system-landscape/saga';
import {
  CLOCK,
  clockFrom,
  HealthModule,
  loggingModule,
  MetricsModule,
  type Clock,
} from '@system-landscape/service-kit';
import { ClientCredentials, TenantConnector, TenantDirectory } from '@system-landscape/tenant-connector';
import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { NatsConnection } from 'nats';
import { DeleteExtension } from './delete-extension/delete-extension.js';
import { DeleteExtensionController } from './delete-extension/delete-extension.message.controller.js';
import { DueSweeper } from './drive-steps/due-sweeper.js';
import { StepWorker } from './drive-steps/step-worker.js';
import { RedeemToken, WATCHDOG_MS } from './redeem-token/redeem-token.js';
import { RedeemTokenController } from './redeem-token/redeem-token.message.controller.js';
import { registrationSaga } from './registration-saga.js';
import { ReportStepController } from './report-step/report-step.message.controller.js';
import { RegistrationSettings } from './settings.js';
import { TakeBackFailed } from './take-back-failed/take-back-failed.js';

export interface RegistrationOptions {
  readonly settings: RegistrationSettings;
  readonly connection: NatsConnection;
  /** Default: the one that the settings ask for. */
  readonly clock?: Clock;
}

@Module({})
export class AppModule implements OnApplicationShutdown {
  constructor(@Inject(EventStore) private readonly eventStore: EventStore) {}

  static with({ settings, connection, clock = clockFrom(settings) }: RegistrationOptions): DynamicModule {
    const client = createEventStoreClient(settings.eventStoreUrl);
    const eventStore = new EventStore(client);
    const tenants = settings.tenants();
    const { issuer, clientId, clientSecret, callDeadlineMs, publicUrl } = settings;
    const connector = new TenantConnector({
      tenants,
      tokens: new ClientCredentials({ issuer, clientId, clientSecret }),
      deadlineMs: callDeadlineMs,
    });
    const driver = new StepDriver({
      saga: registrationSaga,
      eventStore,
      connector,
      clock,
      random: Math.random,
      pace: settings,
      watchdogMs: WATCHDOG_MS,
      publicUrl,
    });
    return {
      module: AppModule,
      imports: [
        loggingModule({ service: 'registration', level: settings.logLevel }),
        MessagingModule.with(connection),
        HealthModule.with([
          { name: 'nats', check: () => pingNats(connection) },
          { name: 'event-store', check: () => pingEventStore(client) },
        ]),
        MetricsModule,
      ],
      controllers: [RedeemTokenController, DeleteExtensionController, ReportStepController],
      providers: [
        RedeemToken,
        DeleteExtension,
        StepWorker,
        DueSweeper,
        { provide: StepDriver, useValue: driver },
        { provide: TakeBackFailed, useValue: new TakeBackFailed(eventStore, connector, clock, publicUrl) },
        { provide: EventStore, useValue: eventStore },
        { provide: TenantDirectory, useValue: tenants },
        { provide: RegistrationSettings, useValue: settings },
        { provide: CLOCK, useValue: clock },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.eventStore.client.dispose();
  }
}
