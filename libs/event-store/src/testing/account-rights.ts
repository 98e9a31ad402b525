import type { Right } from '@system-landscape/embedded-event-store';

/** The rights that docs/engines.md names for the account of the services. */
export const ACCOUNT_RIGHTS = {
  'read $all': ({ to, stream }) => to === 'read' && stream === '$all',
  'read streams': ({ to, stream }) => to === 'read' && /^((system|formation|snapshot)-|probe-of-)/.test(stream),
  'append to streams': ({ to, stream }) => to === 'append' && /^((system|formation|snapshot)-|probe-of-)/.test(stream),
  'write the metadata of snapshots': ({ to, stream }) => to === 'append' && stream.startsWith('$$snapshot-'),
  'manage subscriptions to $all': ({ to, stream }) => to === 'manage-subscriptions' && stream === '$all',
} satisfies Record<string, (right: Right) => boolean>;

export type AccountRight = keyof typeof ACCOUNT_RIGHTS;

/** Whether the account of the services has a right. */
export const hasRight = (right: Right): boolean => Object.values(ACCOUNT_RIGHTS).some((includes) => includes(right));
