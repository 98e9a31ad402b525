import { natsConfig } from '@system-landscape/local';
import { natsServerBinary, startProcess, type RunningProcess } from '@system-landscape/test-support';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Disk } from './disk.js';
import type { NetworkHost } from './network.js';
import type { Part } from './part.js';

const CLIENTS = 4222;
const ROUTES = 6222;

export const natsUrlAt = ({ address }: NetworkHost): string => `nats://${address}:${CLIENTS}`;

/** One of the servers of the cluster of NATS. */
export class NatsServer implements Part {
  private running?: RunningProcess;

  private constructor(
    readonly host: NetworkHost,
    readonly disk: Disk,
    private readonly configFile: string,
  ) {}

  /** @param usersFile the users and their rights */
  static async define(
    host: NetworkHost,
    all: readonly NetworkHost[],
    disk: Disk,
    folder: string,
    usersFile: string,
  ): Promise<NatsServer> {
    const configFile = join(folder, `${host.name}.conf`);
    const config = natsConfig({
      host: host.address,
      cluster: {
        self: host.name,
        servers: Object.fromEntries(all.map((each) => [each.name, `${each.address}:${ROUTES}`])),
      },
      port: CLIENTS,
      storeDir: disk.path,
      storageKey: randomBytes(32).toString('base64url'),
      usersFile: relative(folder, usersFile),
    });
    await writeFile(configFile, config, { mode: 0o600 });
    return new NatsServer(host, disk, configFile);
  }

  get name(): string {
    return this.host.name;
  }

  async start(): Promise<void> {
    this.running = await startProcess({
      name: this.name,
      ...this.host.command(natsServerBinary(), ['--config', this.configFile]),
      readyLine: /Server is ready/,
      logFile: `${this.configFile}.log`,
    });
  }

  async kill(): Promise<void> {
    await this.running?.kill();
  }
}
