import { PROJECTION_COMMITTED } from '../projection-committed.js';
import type { BusUser } from './bus-users.js';

/** Messages on core NATS that are no requests: who publishes them, and who subscribes to them. */
export const SIGNALS: readonly { readonly subject: string; readonly from: BusUser; readonly to: readonly BusUser[] }[] =
  [{ subject: PROJECTION_COMMITTED, from: 'projection', to: ['gateway'] }];

/** JetStream key-value buckets, and the one service that uses each. The names are stored. */
export const BUCKETS = {
  idempotency: 'gateway',
  'rate-limits': 'gateway',
  'event-relay': 'event-relay',
  'event-relay-foreign': 'event-relay',
  'event-relay-left-out': 'event-relay',
} as const satisfies Readonly<Record<string, BusUser>>;

export type BucketName = keyof typeof BUCKETS;

/** First token of the subjects that recorded events are published on again. */
export const REPLAY_SUBJECT = 'replay';
