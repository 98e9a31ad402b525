import { ALL_RPCS, EVERYBODY, inboxPrefixOf } from '@system-landscape/contracts';
import type { BusSettings } from './bus-settings.js';

/** First token of the reply subjects that nats-server makes for requests from other accounts; no client can name one. */
const FROM_ANOTHER_ACCOUNT = '_R_';

/**
 * Where a service answers a request. It answers with its own rights, so a request could otherwise have it publish to a stream,
 * to another service or to the API of NATS.
 * @returns prefixes of inboxes: the default of NATS, those of the declared callers, and the configured ones
 */
export function replyPrefixesOf(
  subject: string,
  { natsInboxPrefix, natsReplyPrefixes }: Pick<BusSettings, 'natsInboxPrefix' | 'natsReplyPrefixes'>,
): readonly string[] {
  const callers = ALL_RPCS.find((rpc) => rpc.subject === subject)?.callers ?? [];
  return [
    inboxPrefixOf(EVERYBODY),
    ...callers.map(inboxPrefixOf),
    ...(callers.includes(EVERYBODY) ? [FROM_ANOTHER_ACCOUNT] : []),
    // Services that are configured with one prefix for all call each other, too.
    ...(natsInboxPrefix === undefined ? [] : [natsInboxPrefix]),
    ...natsReplyPrefixes,
  ];
}
