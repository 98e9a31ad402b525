import { BUS_USERS, EVERYBODY, type BusUser } from '@system-landscape/contracts';
import {
  consumerImports,
  requestsOfEverybody,
  rightsOf,
  rightsOfEverybody,
  rightsOfSubscriber,
  type NatsRights,
} from './rights.js';
import { consumerOf, type Subscriber } from './subscriber.js';

/** Public nkeys of the users, and the subscribers by name. Nothing in it is secret. */
export interface NatsUsers {
  readonly services: Readonly<Record<BusUser, string>>;
  readonly subscribers: Readonly<Record<string, Subscriber>>;
}

/** Account of the services; it has the streams and buckets. */
const PLATFORM = 'landscape';
const accountOf = (subscriber: string) => `subscriber-${subscriber}`;

/**
 * The part of the configuration of nats-server that names the users and their rights, to be included at its top level.
 * The services share an account. Each subscriber, and everybody without credentials, has an account of its own that imports
 * exactly what it may use: in another account a reply subject cannot name anything of the platform's.
 */
export function natsAccounts({ services, subscribers }: NatsUsers): string {
  const names = Object.keys(subscribers).sort();
  const accounts = [
    [
      PLATFORM,
      [
        'jetstream: enabled',
        listOf(
          'users',
          BUS_USERS.map((user) => userWith(`nkey: ${quoted(services[user])}`, rightsOf(user), user)),
        ),
        listOf('exports', [
          ...requestsOfEverybody().map(
            (subject) => `{ service: ${quoted(subject)}, accounts: [${quoted(EVERYBODY)}] }`,
          ),
          ...names.flatMap((name) => exportsFor(name, subscribers[name]!)),
        ]),
      ],
    ],
    [
      EVERYBODY,
      [
        listOf('users', [userWith(`user: ${quoted(EVERYBODY)}, password: ""`, rightsOfEverybody(), EVERYBODY)]),
        listOf(
          'imports',
          requestsOfEverybody().map((subject) => importOf(subject)),
        ),
      ],
    ],
    ...names.map((name) => subscriberAccount(name, subscribers[name]!)),
  ] as const;
  const blocks = accounts.map(([name, lines]) => `  ${quoted(name)}: {\n    ${lines.join('\n    ')}\n  }`);
  return `${HEADER}accounts {\n${blocks.join('\n')}\n}\nno_auth_user: ${quoted(EVERYBODY)}\n`;
}

const HEADER = `# Made by System Landscape from the messages that its services declare; it is written anew at every change.
# It holds public keys only.
`;

function subscriberAccount(name: string, subscriber: Subscriber): readonly [string, readonly string[]] {
  const imports = subscriber.accounts.flatMap((account) => consumerImports(consumerOf(name, account)));
  return [
    accountOf(name),
    [
      listOf('users', [userWith(`nkey: ${quoted(subscriber.key)}`, rightsOfSubscriber(name, subscriber), name)]),
      listOf(
        'imports',
        imports.map(({ subject, to }) => importOf(subject, to)),
      ),
    ],
  ];
}

function exportsFor(name: string, { accounts }: Subscriber): string[] {
  return accounts
    .flatMap((account) => consumerImports(consumerOf(name, account)))
    .map(({ subject, stream }) => {
      // A fetch has one reply for each message.
      const response = stream ? ', response: stream' : '';
      return `{ service: ${quoted(subject)}${response}, accounts: [${quoted(accountOf(name))}] }`;
    });
}

function importOf(subject: string, to = subject): string {
  return `{ service: { account: ${quoted(PLATFORM)}, subject: ${quoted(subject)} }, to: ${quoted(to)} }`;
}

function userWith(credentials: string, { publish, subscribe }: NatsRights, name: string): string {
  return `# ${name}
      { ${credentials}, permissions: {
        publish: ${allowed(publish)}
        subscribe: ${allowed(subscribe)}
      } }`;
}

/** nats-server takes an empty list for all subjects. */
function allowed(subjects: readonly string[]): string {
  return subjects.length === 0 ? '{ deny: [">"] }' : `{ allow: [${subjects.map(quoted).join(', ')}] }`;
}

function listOf(name: string, items: readonly string[]): string {
  return `${name}: [\n${items.map((item) => `      ${item}\n`).join('')}    ]`;
}

const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
