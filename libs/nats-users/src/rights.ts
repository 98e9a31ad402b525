import {
  ALL_RPCS,
  BUCKETS,
  EVERYBODY,
  inboxPrefixOf,
  LANDSCAPE_STREAM,
  LANDSCAPE_SUBJECTS,
  REPLAY_SUBJECT,
  SIGNALS,
  type BusCaller,
  type BusUser,
} from '@system-landscape/contracts';
import { consumerOf, type Subscriber } from './subscriber.js';

/** What a user of NATS may do, and nothing else. */
export interface NatsRights {
  readonly publish: readonly string[];
  /** A subject, or a subject and the queue group that the subscription must belong to. */
  readonly subscribe: readonly string[];
}

/** Prefix of the JetStream API in the account of a subscriber: that of the JetStream domain `landscape`. */
export const SUBSCRIBER_API = '$JS.landscape.API';
const API = '$JS.API';

/**
 * nats-server replaces the reply subject of a request from another account with one below this, which no client can name.
 */
const REPLIES_TO_OTHER_ACCOUNTS = '_R_.>';

const EVERY_REQUEST = ALL_RPCS.filter(({ callers }) => callers.includes(EVERYBODY)).map(({ subject }) => subject);

/** The rights of a service, or of the command line. */
export function rightsOf(user: BusUser): NatsRights {
  const answered = ALL_RPCS.filter(({ service }) => service === user);
  return {
    publish: unique([
      ...ALL_RPCS.filter(({ callers }) => callers.includes(user)).map(({ subject }) => subject),
      ...answered.flatMap(({ callers }) => callers.map(inboxesOf)),
      ...SIGNALS.filter(({ from }) => from === user).map(({ subject }) => subject),
      ...bucketsOf(user),
      ...(user === 'event-relay' ? FACTS : []),
      ...(user === 'operator' ? OPERATOR : []),
    ]),
    subscribe: unique([
      ...answered.map(({ subject }) => `${subject} ${user}`),
      ...SIGNALS.filter(({ to }) => to.includes(user)).map(({ subject }) => subject),
      ...(user === 'operator' ? [`${REPLAY_SUBJECT}.>`] : []),
      `${inboxPrefixOf(user)}.>`,
    ]),
  };
}

/** The rights of connections without credentials. */
export function rightsOfEverybody(): NatsRights {
  return { publish: EVERY_REQUEST, subscribe: [`${inboxPrefixOf(EVERYBODY)}.>`] };
}

/**
 * The rights of a subscriber: to fetch from its own consumers, to acknowledge, and to look at them. Its account is its own,
 * so nobody else is at its inboxes.
 */
export function rightsOfSubscriber(name: string, { accounts }: Subscriber): NatsRights {
  return {
    publish: accounts.flatMap((account) => consumerImports(consumerOf(name, account)).map(({ to }) => to)),
    subscribe: [`${inboxPrefixOf(EVERYBODY)}.>`],
  };
}

/** What the account of a subscriber imports for a consumer. `to` is the subject there. */
export function consumerImports(
  consumer: string,
): readonly { readonly subject: string; readonly to: string; readonly stream: boolean }[] {
  const api = (operation: string) => `${operation}.${LANDSCAPE_STREAM}.${consumer}`;
  const [info, next] = [api('CONSUMER.INFO'), api('CONSUMER.MSG.NEXT')];
  const ack = `$JS.ACK.${LANDSCAPE_STREAM}.${consumer}.>`;
  return [
    { subject: `${API}.${info}`, to: `${SUBSCRIBER_API}.${info}`, stream: false },
    { subject: `${API}.${next}`, to: `${SUBSCRIBER_API}.${next}`, stream: true },
    { subject: ack, to: ack, stream: false },
  ];
}

/** The requests that connections without credentials may send. */
export function requestsOfEverybody(): readonly string[] {
  return EVERY_REQUEST;
}

/** The relay creates the stream, publishes to it, and reads its last message. It can neither change nor delete anything. */
const FACTS = [
  ...LANDSCAPE_SUBJECTS,
  `${API}.INFO`,
  ...['INFO', 'CREATE', 'MSG.GET'].map((operation) => `${API}.STREAM.${operation}.${LANDSCAPE_STREAM}`),
];

/** The command line manages the consumers of subscribers, can read the stream with one of its own, and publishes replays. */
const OPERATOR = [
  `${REPLAY_SUBJECT}.>`,
  `${API}.INFO`,
  `${API}.STREAM.INFO.${LANDSCAPE_STREAM}`,
  ...['LIST', 'NAMES'].map((operation) => `${API}.CONSUMER.${operation}.${LANDSCAPE_STREAM}`),
  ...['INFO', 'DELETE', 'DURABLE.CREATE', 'MSG.NEXT'].map(
    (operation) => `${API}.CONSUMER.${operation}.${LANDSCAPE_STREAM}.*`,
  ),
  `${API}.CONSUMER.CREATE.${LANDSCAPE_STREAM}.>`,
];

/** A bucket is the stream `KV_<bucket>`; its service creates it, and reads and writes keys. */
function bucketsOf(user: BusUser): string[] {
  const buckets = Object.entries(BUCKETS).filter(([, owner]) => owner === user);
  if (buckets.length === 0) return [];
  return [
    `${API}.INFO`,
    ...buckets.flatMap(([bucket]) => [
      `$KV.${bucket}.>`,
      ...['INFO', 'CREATE', 'MSG.GET'].map((operation) => `${API}.STREAM.${operation}.KV_${bucket}`),
      `${API}.DIRECT.GET.KV_${bucket}.>`,
    ]),
  ];
}

function inboxesOf(caller: BusCaller): string {
  return caller === EVERYBODY ? REPLIES_TO_OTHER_ACCOUNTS : `${inboxPrefixOf(caller)}.>`;
}

const unique = (subjects: readonly string[]) => [...new Set(subjects)];
