import {
  communicationScenarios,
  continueRegistration,
  recordRegistrationStep,
  type System,
} from '@system-landscape/domain';
import type { Saga } from '@system-landscape/saga';

/** Performs the four steps in order (R4, R5). */
export const registrationSaga: Saga = {
  name: 'registration',
  attemptOf: (system) => (system.status === 'PENDING' ? (system.registration ?? undefined) : undefined),
  call: (connector, { extensionId, callbackUrl, ...call }, system) =>
    connector.performStep({ ...call, request: { ...pairing(system), extensionId, callbackUrl } }),
  record: recordRegistrationStep,
  continueDue: continueRegistration,
};

function pairing(system: System) {
  return {
    globalAccountId: system.globalAccountId,
    systemName: system.name,
    systemType: system.type,
    communicationScenarios: communicationScenarios(system.communicationScenarioGroup),
  };
}
