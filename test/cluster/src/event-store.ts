import { REPOSITORY_ROOT } from '@system-landscape/local';
import { builtProgram, startProcess, type RunningProcess } from '@system-landscape/test-support';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disk } from './disk.js';
import type { NetworkHost } from './network.js';
import type { Part } from './part.js';

const PORT = 2113;
/** Made for the address of the host (`openssl req -x509 -newkey ec … -addext subjectAltName=IP:198.18.0.10`). */
const TLS = join(REPOSITORY_ROOT, 'test/cluster/fixtures/tls');

/** The embedded event store, with TLS and credentials, since it is on a host of its own. */
export class ClusterEventStore implements Part {
  readonly name = 'event-store';
  private running?: RunningProcess;

  private constructor(
    readonly host: NetworkHost,
    readonly disk: Disk,
    private readonly folder: string,
    readonly url: string,
  ) {}

  static async define(host: NetworkHost, disk: Disk, folder: string): Promise<ClusterEventStore> {
    const credentials = `landscape:${randomBytes(32).toString('base64url')}`;
    await writeFile(join(folder, 'event-store.credentials'), `${credentials}\n`, { mode: 0o600 });
    const url = `esdb://${credentials}@${host.address}:${PORT}?tls=true&tlsCAFile=${TLS}/cert.pem`;
    return new ClusterEventStore(host, disk, folder, url);
  }

  async start(): Promise<void> {
    const program = builtProgram('libs/embedded-event-store/dist/main.js');
    const args = [
      ...['--data', join(this.disk.path, 'log'), '--host', this.host.address, '--port', String(PORT)],
      ...['--credentials-file', join(this.folder, 'event-store.credentials')],
      ...['--tls-cert', `${TLS}/cert.pem`, '--tls-key', `${TLS}/key.pem`],
    ];
    this.running = await startProcess({
      name: this.name,
      ...this.host.command(process.execPath, [...program, ...args]),
      readyLine: /listening on \S+:\d+/,
      logFile: join(this.folder, 'event-store.log'),
    });
  }

  async kill(): Promise<void> {
    await this.running?.kill();
  }
}
