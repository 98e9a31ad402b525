/** Users of NATS: each service connects as its own, and `operator` is for the command line. */
export const BUS_USERS = [
  'gateway',
  'token-issuance',
  'registration',
  'deregistration',
  'assignment',
  'projection',
  'event-relay',
  'operator',
] as const;

export type BusUser = (typeof BUS_USERS)[number];

/** Connections without credentials. */
export const EVERYBODY = 'everybody';

/** Who may send a request. */
export type BusCaller = BusUser | typeof EVERYBODY;

/**
 * First token of the subjects to which a user has replies sent. Only the user itself may subscribe to them, and only the
 * services that it may call may publish to them. Every client without credentials uses the default of NATS, `_INBOX`.
 */
export function inboxPrefixOf(user: string): string {
  return isBusUser(user) ? `_INBOX_${user}` : '_INBOX';
}

function isBusUser(name: string): name is BusUser {
  return (BUS_USERS as readonly string[]).includes(name);
}
