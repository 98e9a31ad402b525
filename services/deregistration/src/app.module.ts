import { hintWorker, SagaModule, type SagaServiceOptions } from '@system-landscape/saga';
import { Module, type DynamicModule } from '@nestjs/common';
import { DeleteExtension } from './delete-extension/delete-extension.js';
import { DeleteExtensionController } from './delete-extension/delete-extension.message.controller.js';
import { deregistrationSaga } from './deregistration-saga.js';
import { ReportStepController } from './report-step/report-step.message.controller.js';
import { ResolveIncident } from './resolve-incident/resolve-incident.js';
import { ResolveIncidentController } from './resolve-incident/resolve-incident.message.controller.js';
import { SkipEvent } from './skip-event/skip-event.js';
import { SkipEventController } from './skip-event/skip-event.message.controller.js';
import { StartDeregistration } from './start-deregistration/start-deregistration.js';
import { StartDeregistrationController } from './start-deregistration/start-deregistration.message.controller.js';

@Module({})
export class AppModule {
  static with(options: SagaServiceOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [SagaModule.with(deregistrationSaga, options)],
      controllers: [
        StartDeregistrationController,
        DeleteExtensionController,
        ReportStepController,
        ResolveIncidentController,
        SkipEventController,
      ],
      providers: [
        StartDeregistration,
        DeleteExtension,
        ResolveIncident,
        SkipEvent,
        hintWorker(deregistrationSaga, [], (driver) => ({
          DeregistrationStepRequested: (hint) => driver.performRequested(hint),
        })),
      ],
    };
  }
}
