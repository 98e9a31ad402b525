import {
  AccountSystems,
  createEventStoreClient,
  EventStore,
  eventStoreTimeSource,
  pingEventStore,
} from '@system-landscape/event-store';
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
import { randomUUID } from 'node:crypto';
import { CancelRegistration } from './cancel-registration/cancel-registration.js';
import { CancelRegistrationController } from './cancel-registration/cancel-registration.message.controller.js';
import { DisplayToken } from './display-token/display-token.js';
import { DisplayTokenController } from './display-token/display-token.message.controller.js';
import { PreviewDisplay } from './preview-display/preview-display.js';
import { PreviewDisplayController } from './preview-display/preview-display.message.controller.js';
import { IssueToken } from './issue-token/issue-token.js';
import { IssueTokenController } from './issue-token/issue-token.message.controller.js';
import { ListSystemTypes } from './list-system-types/list-system-types.js';
import { ListSystemTypesController } from './list-system-types/list-system-types.message.controller.js';
import { RegisterSystem } from './register-system/register-system.js';
import { RegisterSystemController } from './register-system/register-system.message.controller.js';
import { TokenIssuanceSettings } from './settings.js';
import { ExpirySweeper } from './sweep-expired-tokens/expiry-sweeper.js';
import { SweepExpiredTokens } from './sweep-expired-tokens/sweep-expired-tokens.js';
import { LiveTokenCap } from './token/live-token-cap.js';
import { NEW_TOKEN_ID, TokenOffers } from './token/token-offers.js';
import { TokenReplies } from './token/token-replies.js';

export interface TokenIssuanceOptions {
  readonly settings: TokenIssuanceSettings;
  readonly connection: NatsConnection;
  /** Default: the clock of the settings. */
  readonly clock?: Clock;
}

@Module({})
export class AppModule implements OnApplicationShutdown {
  constructor(private readonly eventStore: EventStore) {}

  static with({ settings, connection, clock = comparedClockFrom(settings) }: TokenIssuanceOptions): DynamicModule {
    const client = createEventStoreClient(settings.eventStoreUrl);
    const eventStore = new EventStore(client);
    return {
      module: AppModule,
      imports: [
        loggingModule({ service: 'token-issuance', level: settings.logLevel }),
        MessagingModule.with(connection),
        ComparedClockModule.with(clock, eventStoreTimeSource(client)),
        HealthModule.with([
          { name: 'nats', check: () => pingNats(connection) },
          { name: 'event-store', check: () => pingEventStore(client) },
        ]),
        MetricsModule,
      ],
      controllers: [
        RegisterSystemController,
        DisplayTokenController,
        PreviewDisplayController,
        IssueTokenController,
        CancelRegistrationController,
        ListSystemTypesController,
      ],
      providers: [
        RegisterSystem,
        DisplayToken,
        PreviewDisplay,
        IssueToken,
        CancelRegistration,
        SweepExpiredTokens,
        ExpirySweeper,
        ListSystemTypes,
        TokenOffers,
        TokenReplies,
        LiveTokenCap,
        { provide: EventStore, useValue: eventStore },
        { provide: AccountSystems, useValue: new AccountSystems(eventStore, clock) },
        { provide: TokenIssuanceSettings, useValue: settings },
        { provide: NEW_TOKEN_ID, useValue: randomUUID },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.eventStore.client.dispose();
  }
}
