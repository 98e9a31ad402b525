/** Statuses that a list can be filtered by. */
export const SYSTEM_STATUSES = [
  'PENDING',
  'REGISTERED',
  'ERROR',
  'DEREGISTERING',
  'DEREGISTER_ERROR',
  'REMOVED',
  'DEREGISTERED',
] as const;
