export interface NatsConfig {
  port: number;
  /** Data folder of JetStream. */
  storeDir: string;
  /** Key that encrypts the data of JetStream. */
  storageKey: string;
  /** File with users and rights, relative to the folder of the configuration. */
  usersFile: string;
}

/** Configuration of the local nats-server: JetStream with encryption at rest. It contains a secret. */
export function natsConfig({ port, storeDir, storageKey, usersFile }: NatsConfig): string {
  return `server_name: landscape-local
listen: "127.0.0.1:${port}"
# A formation with very many systems, or a system with very many references, exceeds the default of 1 MiB.
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

const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
