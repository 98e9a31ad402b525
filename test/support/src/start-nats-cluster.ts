import { join } from 'node:path';
import { freePort } from './free-port.js';
import type { Server } from './server.js';
import { startNats, type NatsOptions } from './start-nats.js';

/**
 * Starts three servers of NATS on loopback that are a cluster with JetStream.
 * @param folder of their data; the server with the name `n0` is the first one
 */
export async function startNatsCluster(
  folder: string,
  options: Pick<NatsOptions, 'jetstreamDomain'> = {},
): Promise<Server[]> {
  const ports = [await freePort(), await freePort(), await freePort()];
  const routes = ports.map((port) => `"nats://127.0.0.1:${port}"`).join(', ');
  return Promise.all(
    ports.map((port, index) => {
      const cluster = `cluster { name: c, listen: "127.0.0.1:${port}", routes: [${routes}] }`;
      const config = `server_name: n${index}\n${cluster}`;
      return startNats({ ...options, jetstream: true, dataDir: join(folder, `n${index}`), config });
    }),
  );
}
