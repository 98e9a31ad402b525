import type { SystemRecord } from '@system-landscape/system-view';

/** A system as it was at a version of its stream. */
export interface PastRecord {
  readonly record: SystemRecord;
  /** Time of the last event. */
  readonly occurredAt: string;
}

/** Number of events after which the record of a system is kept. */
const EVERY = 100;

/** Whether the version is one at which a record may be kept; `isKept` decides with the record. */
export function mayBeKept(version: number): boolean {
  return version % EVERY === 0;
}

/**
 * Whether the record at this version is kept: every hundred events, and less often the larger it is, so that the records of
 * a system take no more room than in proportion to its events. It depends on the version alone, not on the batches of the log.
 */
export function isKept({ system }: SystemRecord): boolean {
  const references = system.formations.length + system.entitlementConfigurations.length;
  return (system.version / EVERY) % (1 + Math.floor(references / EVERY)) === 0;
}
