import { createEventStoreClient, pingEventStore } from '@system-landscape/event-store';
import { MessagingModule, pingNats } from '@system-landscape/messaging';
import { clockFrom, HealthModule, loggingModule, MetricsModule, type Clock } from '@system-landscape/service-kit';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { NatsConnection } from 'nats';
import { Relay } from './relay/relay.js';
import type { EventRelaySettings } from './settings.js';
import { StatusController } from './status/status.message.controller.js';

const EVENT_STORE_CLIENT = Symbol('EventStoreDBClient');

export interface EventRelayOptions {
  readonly settings: EventRelaySettings;
  readonly connection: NatsConnection;
  /** Default: the one that the settings ask for. */
  readonly clock?: Clock;
}

@Module({})
export class AppModule implements OnApplicationShutdown {
  constructor(@Inject(EVENT_STORE_CLIENT) private readonly eventStore: EventStoreDBClient) {}

  static with({ settings, connection, clock = clockFrom(settings) }: EventRelayOptions): DynamicModule {
    const eventStore = createEventStoreClient(settings.eventStoreUrl);
    const relay = new Relay(eventStore, connection, settings, clock);
    return {
      module: AppModule,
      imports: [
        loggingModule({ service: 'event-relay', level: settings.logLevel }),
        MessagingModule.with(connection),
        HealthModule.with([
          { name: 'nats', check: () => pingNats(connection) },
          { name: 'event-store', check: () => pingEventStore(eventStore) },
          { name: 'relay', check: () => relay.check() },
        ]),
        MetricsModule,
      ],
      controllers: [StatusController],
      providers: [
        { provide: Relay, useValue: relay },
        { provide: EVENT_STORE_CLIENT, useValue: eventStore },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.eventStore.dispose();
  }
}
