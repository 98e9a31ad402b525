import { continueDeregistration, recordDeregistrationStep } from '@system-landscape/domain';
import type { Saga } from '@system-landscape/saga';

/** Takes the four steps back in reverse order (R8, R9). */
export const deregistrationSaga: Saga = {
  name: 'deregistration',
  attemptOf: (system) => (system.status === 'DEREGISTERING' ? system.deregistration : undefined),
  call: (connector, { extensionId: _, ...call }) => connector.undoStep(call),
  record: recordDeregistrationStep,
  continueDue: continueDeregistration,
};
