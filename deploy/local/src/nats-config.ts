export interface NatsConfig {
  port: number;
  /** Data folder of JetStream. */
  storeDir: string;
  /** Key that encrypts the data of JetStream. */
  storageKey: string;
  servicesPassword: string;
}

/** The user of connections without credentials. */
const ANONYMOUS = 'everybody';
export const SERVICES = 'services';

/**
 * Inbox prefix of the services. Every client may subscribe to `_INBOX.>`, and replies to services can contain
 * integration tokens.
 */
export const SERVICES_INBOX_PREFIX = '_INBOX_SERVICES';

const PUBLIC_QUERIES = ['rpc.system-types.>'];

/** What a consumer of the stream of public events needs, and nothing that changes the stream or deletes consumers. */
const CONSUME_PUBLIC_EVENTS = [
  '$JS.API.INFO',
  '$JS.API.STREAM.NAMES',
  '$JS.API.STREAM.INFO.LANDSCAPE',
  '$JS.API.STREAM.MSG.GET.LANDSCAPE',
  '$JS.API.CONSUMER.CREATE.LANDSCAPE',
  '$JS.API.CONSUMER.CREATE.LANDSCAPE.>',
  '$JS.API.CONSUMER.DURABLE.CREATE.LANDSCAPE.*',
  '$JS.API.CONSUMER.INFO.LANDSCAPE.*',
  '$JS.API.CONSUMER.NAMES.LANDSCAPE',
  '$JS.API.CONSUMER.LIST.LANDSCAPE',
  '$JS.API.CONSUMER.MSG.NEXT.LANDSCAPE.>',
  '$JS.ACK.LANDSCAPE.>',
  '$JS.FC.>',
];

/**
 * Configuration of the local nats-server: permissions of its two users, and JetStream with encryption at rest. It
 * contains secrets.
 */
export function natsConfig({ port, storeDir, storageKey, servicesPassword }: NatsConfig): string {
  return `server_name: landscape-local
listen: "127.0.0.1:${port}"
# A formation with very many systems, or a system with very many references, exceeds the default of 1 MiB.
max_payload: 8MB
# A client that stands still is dropped after some seconds; until then requests are passed to it, too.
ping_interval: "2s"
ping_max: 2
jetstream {
  store_dir: ${quoted(storeDir)}
  cipher: chacha
  key: ${quoted(storageKey)}
}
authorization {
  users: [
    {
      user: ${SERVICES}
      password: ${quoted(servicesPassword)}
      permissions {
        publish { allow: [">"], deny: ["$SYS.>"] }
        subscribe { allow: [">"], deny: ["_INBOX.>"] }
      }
    }
    {
      user: ${ANONYMOUS}
      password: ""
      permissions {
        publish { allow: ${list([...PUBLIC_QUERIES, ...CONSUME_PUBLIC_EVENTS])} }
        subscribe { allow: ["_INBOX.>"] }
      }
    }
  ]
}
no_auth_user: ${ANONYMOUS}
`;
}

const list = (subjects: readonly string[]) => `[${subjects.map(quoted).join(', ')}]`;

const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
