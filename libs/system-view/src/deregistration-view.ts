import { entitlementName, MOST_BLOCKERS, type Blocker } from '@system-landscape/domain';
import type { SystemRecord } from './system-record.js';
import type { DeregistrationView } from '@system-landscape/contracts';

/**
 * M-24, M-26: whether the system can be deregistered in its current state, and its first hundred blockers. A preview: the
 * decision is made from the stream.
 */
export function deregistrationViewOf({ system, incident }: SystemRecord<unknown>): DeregistrationView {
  const { status, registration } = system;
  const blockers: Blocker[] = [
    ...system.entitlementConfigurations.map((entitlement) => ({
      kind: 'entitlement' as const,
      id: entitlement.id,
      name: entitlementName(entitlement),
    })),
    ...system.formations.map(({ id, name }) => ({ kind: 'formation' as const, id, name })),
  ].slice(0, MOST_BLOCKERS);
  if (status === 'REGISTERED') {
    if (blockers.length === 0) return { allowed: true, blockers };
    return { allowed: false, code: 'DEREGISTER_BLOCKED_REFERENCES', blockers };
  }
  const blocked = { allowed: false, code: 'DEREGISTER_BLOCKED_STATUS' as const, blockers };
  if (!registration || (status !== 'DEREGISTERING' && status !== 'DEREGISTER_ERROR')) return blocked;
  const { attempt, step } = registration;
  return { ...blocked, attempt, ...(step === null ? {} : { step }), ...(incident === null ? {} : { incident }) };
}
