import { LOOPBACK } from './ports.js';

export interface NatsConfig {
  /** Default: loopback. */
  host?: string;
  /** Servers of a cluster with their addresses for each other, by name, and which of them this one is. */
  cluster?: { readonly servers: Readonly<Record<string, string>>; readonly self: string };
  port: number;
  /** Data folder of JetStream. */
  storeDir: string;
  /** Key that encrypts the data of JetStream. */
  storageKey: string;
  /** File with users and rights, relative to the folder of the configuration. */
  usersFile: string;
}

/** Configuration of the local nats-server: JetStream with encryption at rest. It contains a secret. */
export function natsConfig({ host = LOOPBACK, cluster, port, storeDir, storageKey, usersFile }: NatsConfig): string {
  return `server_name: ${cluster?.self ?? 'landscape-local'}
listen: "${host}:${port}"
${cluster === undefined ? '' : clusterOf(cluster)}# A formation with very many systems, or a system with very many references, exceeds the default of 1 MiB.
max_payload: 8MB
# A client that stands still is dropped after some seconds; until then requests are passed to it, too. The interval is short
# because nats-server 2.9 pings nobody to whom it has sent something within it.
ping_interval: "250ms"
ping_max: 20
jetstream {
  store_dir: ${quoted(storeDir)}
  cipher: chacha
  key: ${quoted(storageKey)}
}
# Clients sign a nonce, which takes a busy machine longer than the default of 2 s.
authorization { timeout: 20 }
include ${quoted(usersFile)}
`;
}

function clusterOf({ servers, self }: NonNullable<NatsConfig['cluster']>): string {
  const routes = Object.values(servers).map((address) => quoted(`nats://${address}`));
  return `cluster { name: landscape, listen: ${quoted(servers[self]!)}, routes: [${routes.join(', ')}] }\n`;
}

const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
