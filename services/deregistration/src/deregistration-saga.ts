import { continueDeregistration, recordDeregistrationStep } from '@system-landscape/domain';
import type { Saga } from '@system-landscape/saga';

/** The saga of this service: takes the four steps back in reverse (R8, R9). */
export const deregistrationSaga: Saga = {
  name: 'deregistration',
  attemptOf: (system) => (system.status === 'DEREGISTERING' ? system.deregistration : undefined),
  call: (connector, { extensionId: _, ...call }) => connector.takeBackStep(call),
  record: recordDeregistrationStep,
  continueDue: continueDeregistration,
};
