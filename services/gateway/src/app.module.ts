import { MessagingModule, natsTimeSource, pingNats } from '@system-landscape/messaging';
import {
  ComparedClockModule,
  comparedClockFrom,
  loggingModule,
  MonitoringModule,
  type Clock,
} from '@system-landscape/service-kit';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import type { NatsConnection } from 'nats';
import { AdmissionGuard } from './admission/admission.guard.js';
import { Admission } from './admission/admission.js';
import { AsyncApiController } from './asyncapi/asyncapi.controller.js';
import { AccessGuard } from './authentication/access.guard.js';
import { AccessTokens } from './authentication/access-tokens.js';
import { CallbacksController } from './callbacks/callbacks.controller.js';
import { CockpitController } from './cockpit/cockpit.controller.js';
import { Cockpit } from './cockpit/cockpit.js';
import { DeregistrationController } from './deregistration/deregistration.controller.js';
import { EntitlementConfigurationsController } from './entitlements/entitlement-configurations.controller.js';
import { EventTail } from './events/event-tail.js';
import { EventsController } from './events/events.controller.js';
import { EventStream } from './events/event-stream.js';
import { ExtensionsController } from './extensions/extensions.controller.js';
import { RefusedRedemptions } from './extensions/refused-redemptions.js';
import { FormationsController } from './formations/formations.controller.js';
import { BodyGuard } from './http/json-body.js';
import { ServiceClient } from './http/service-client.js';
import { IDEMPOTENCY_BUCKET, idempotencyBucket, IdempotencyKeys } from './idempotency/idempotency-keys.js';
import { IntegrationTokenController } from './integration-token/integration-token.controller.js';
import { KeysController } from './keys/keys.controller.js';
import { ExplanationsController } from './operations/explanations.controller.js';
import { QuarantineController } from './operations/quarantine.controller.js';
import { IncidentsController } from './operations/incidents.controller.js';
import { ParkedController } from './operations/parked.controller.js';
import { RelayController } from './operations/relay.controller.js';
import { ProjectionController } from './operations/projection.controller.js';
import { ProblemExceptionFilter } from './problems/problem.exception.filter.js';
import { TenantProcedureController } from './procedure/tenant-procedure.controller.js';
import { RateGuard } from './rate-limits/rate.guard.js';
import { RATE_LIMIT_BUCKET, rateLimitBucket } from './rate-limits/shared-window.js';
import { GatewaySettings } from './settings.js';
import { SystemTypesController } from './system-types/system-types.controller.js';
import { SystemQueries } from './systems/system-queries.js';
import { SystemsController } from './systems/systems.controller.js';

export interface GatewayOptions {
  readonly settings: GatewaySettings;
  readonly connection: NatsConnection;
  /** Default: the clock of the settings. */
  readonly clock?: Clock;
}

@Module({})
export class AppModule {
  static with({ settings, connection, clock = comparedClockFrom(settings) }: GatewayOptions): DynamicModule {
    const bucket = idempotencyBucket(connection, settings.streamReplicas);
    return {
      module: AppModule,
      imports: [
        loggingModule({ service: 'gateway', level: settings.logLevel }),
        MessagingModule.with(connection),
        // The keys of the bucket are digests.
        ComparedClockModule.with(clock, natsTimeSource(bucket)),
        MonitoringModule.with(
          [
            { name: 'nats', check: () => pingNats(connection) },
            { name: 'key-value', check: () => bucket.checkWritable() },
          ],
          settings,
        ),
      ],
      controllers: [
        SystemsController,
        IntegrationTokenController,
        DeregistrationController,
        FormationsController,
        EntitlementConfigurationsController,
        ExtensionsController,
        CallbacksController,
        EventsController,
        SystemTypesController,
        ProjectionController,
        IncidentsController,
        QuarantineController,
        ExplanationsController,
        ParkedController,
        RelayController,
        KeysController,
        AsyncApiController,
        TenantProcedureController,
        CockpitController,
      ],
      providers: [
        ServiceClient,
        IdempotencyKeys,
        { provide: IDEMPOTENCY_BUCKET, useValue: bucket },
        { provide: RATE_LIMIT_BUCKET, useValue: rateLimitBucket(connection, settings.streamReplicas) },
        AccessTokens,
        Admission,
        RefusedRedemptions,
        EventTail,
        EventStream,
        SystemQueries,
        { provide: Cockpit, useValue: new Cockpit(settings.cockpitFolder, settings.oidcIssuer) },
        { provide: GatewaySettings, useValue: settings },
        // Guards run in this order: authentication, rate limit, requests at work, body.
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: RateGuard },
        { provide: APP_GUARD, useClass: AdmissionGuard },
        { provide: APP_GUARD, useClass: BodyGuard },
        { provide: APP_FILTER, useClass: ProblemExceptionFilter },
      ],
    };
  }
}
