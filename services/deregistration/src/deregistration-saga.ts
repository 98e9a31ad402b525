import { continueDeregistration, recordDeregistrationStep } from '@system-landscape/domain';
import type { Saga } from '@system-landscape/saga';

/** Reverses the four steps, the last one first (R8, R9). */
export const deregistrationSaga: Saga = {
  name: 'deregistration',
  attemptOf: (system) => (system.status === 'DEREGISTERING' ? system.deregistration : undefined),
  call: (connector, { extensionId: _, ...call }) => connector.undoStep(call),
  record: recordDeregistrationStep,
  continueDue: continueDeregistration,
};
