export interface NatsConfig {
  port: number;
  /** Folder of JetStream. */
  storeDir: string;
  /** Encrypts what JetStream stores. */
  storageKey: string;
  servicesPassword: string;
}

/** Whoever connects without credentials is this user. */
const EVERYBODY = 'everybody';
export const SERVICES = 'services';

/**
 * The services take their answers here: everybody may listen to `_INBOX.>`, and answers to services hold
 * integration tokens.
 */
export const SERVICES_INBOX_PREFIX = '_INBOX_SERVICES';

const PUBLIC_QUERIES = ['rpc.system-types.>'];

/** What a consumer of the stream of facts needs, and nothing that changes the stream or somebody else's consumer. */
const CONSUMING_FACTS = [
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
 * The configuration of the local nats-server: who may do what (architecture.md, "Messages on NATS"), JetStream
 * encrypted at rest. It holds secrets.
 */
export function natsConfig({ port, storeDir, storageKey, servicesPassword }: NatsConfig): string {
  return `server_name: landscape-local
listen: "127.0.0.1:${port}"
# A formation of very many systems, or a system with very many references, takes more than NATS's usual 1 MiB.
max_payload: 8MB
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
      user: ${EVERYBODY}
      password: ""
      permissions {
        publish { allow: ${list([...PUBLIC_QUERIES, ...CONSUMING_FACTS])} }
        subscribe { allow: ["_INBOX.>"] }
      }
    }
  ]
}
no_auth_user: ${EVERYBODY}
`;
}

const list = (subjects: readonly string[]) => `[${subjects.map(quoted).join(', ')}]`;

const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
