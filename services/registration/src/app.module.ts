import { hintWorker, SagaModule, type SagaServiceOptions } from '@system-landscape/saga';
import { Module, type DynamicModule } from '@nestjs/common';
import { DeleteExtension } from './delete-extension/delete-extension.js';
import { DeleteExtensionController } from './delete-extension/delete-extension.message.controller.js';
import { OtherSystems } from './redeem-token/other-systems.js';
import { RedeemToken } from './redeem-token/redeem-token.js';
import { RedeemTokenController } from './redeem-token/redeem-token.message.controller.js';
import { registrationSaga } from './registration-saga.js';
import { ReportStepController } from './report-step/report-step.message.controller.js';
import { RegistrationSettings } from './settings.js';
import { ReverseRegistration } from './reverse-registration/reverse-registration.js';

@Module({})
export class AppModule {
  static with(options: SagaServiceOptions<RegistrationSettings>): DynamicModule {
    return {
      module: AppModule,
      imports: [SagaModule.with(registrationSaga, options)],
      controllers: [RedeemTokenController, DeleteExtensionController, ReportStepController],
      providers: [
        RedeemToken,
        OtherSystems,
        DeleteExtension,
        ReverseRegistration,
        { provide: RegistrationSettings, useValue: options.settings },
        hintWorker(registrationSaga, [ReverseRegistration], (driver, reverseRegistration: ReverseRegistration) => ({
          RegistrationStepRequested: (hint) => driver.performRequested(hint),
          RegistrationFailed: (hint) => reverseRegistration.handle(hint),
        })),
      ],
    };
  }
}
