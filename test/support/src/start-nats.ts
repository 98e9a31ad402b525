import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { natsServerBinary } from './programs.js';
import { asServer, type Server } from './server.js';
import { startProcess } from './start-process.js';
import { temporaryFolder } from './temporary-folder.js';

export interface NatsOptions {
  /** With JetStream, stored in `dataDir`; default false. */
  jetstream?: boolean;
  /** Domain by which clients reach JetStream; default: none. */
  jetstreamDomain?: string;
  /** Additional lines of nats-server configuration (users, limits, …). */
  config?: string;
  /** Default: a free one. Set it to restart a killed server on its port. */
  port?: number;
  /** Folder of JetStream, which is kept; default: a temporary one, removed by `stop` and `kill`. */
  dataDir?: string;
}

/** Starts a real nats-server on loopback. @throws Error with its output when it does not start. */
export async function startNats({
  jetstream,
  jetstreamDomain,
  config,
  port,
  dataDir,
}: NatsOptions = {}): Promise<Server> {
  const folder = await temporaryFolder('nats');
  const configFile = join(folder.path, 'nats.conf');
  const lines = [`listen: "127.0.0.1:${port ?? -1}"`];
  const domain = jetstreamDomain === undefined ? '' : `, domain: ${jetstreamDomain}`;
  if (jetstream) lines.push(`jetstream { store_dir: ${JSON.stringify(dataDir ?? folder.path)}${domain} }`);
  if (config) lines.push(config);
  try {
    await writeFile(configFile, `${lines.join('\n')}\n`);
    const running = await startProcess({
      name: 'nats-server',
      command: natsServerBinary(),
      args: ['--config', configFile],
      readyLine: /Listening for client connections on \S+:(\d+)[\s\S]*Server is ready/,
    });
    const actualPort = Number(running.ready[1]);
    return asServer(running, `nats://127.0.0.1:${actualPort}`, actualPort, folder.remove);
  } catch (error) {
    await folder.remove();
    throw error;
  }
}
