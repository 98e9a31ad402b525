import { REPOSITORY_ROOT, startLocalPlatform, type LocalPlatform } from '@system-landscape/local';
import { NatsUsersFolder } from '@system-landscape/nats-users';
import { eventually, temporaryFolder } from '@system-landscape/test-support';
import { connect } from 'nats';
import { chmod, cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Disk } from './disk.js';
import { ClusterEventStore } from './event-store.js';
import { NatsServer, natsUrlAt } from './nats-server.js';
import { Network, type NetworkHost } from './network.js';
import type { Part } from './part.js';
import { PostgresPair, PostgresServer, postgresUser } from './postgres-pair.js';

/** Each of them runs on two hosts. */
export const SERVICES = [
  'gateway',
  'token-issuance',
  'registration',
  'deregistration',
  'assignment',
  'projection',
  'event-relay',
] as const;

/** Last parts of the addresses. */
const NUMBERS = {
  store: 10,
  outside: 20,
  'nats-1': 31,
  'nats-2': 32,
  'nats-3': 33,
  'pg-1': 41,
  'pg-2': 42,
  'app-1': 51,
  'app-2': 52,
};
export type HostName = keyof typeof NUMBERS;
const NATS_HOSTS = ['nats-1', 'nats-2', 'nats-3'] as const;
const DISK_MB = { nats: 256, postgres: 640, store: 512 };

const SETTINGS = { STREAM_REPLICAS: '3', HUNG_AFTER: 'PT0S', LOG_LEVEL: 'info' };

/** Three servers of NATS, two of PostgreSQL, two of each service, an event store; identity provider and tenants outside. */
export class Cluster {
  private constructor(
    readonly hosts: Readonly<Record<HostName, NetworkHost>>,
    readonly folder: string,
    readonly natsUsers: NatsUsersFolder,
    readonly natsServers: readonly NatsServer[],
    readonly postgres: PostgresPair,
    readonly eventStore: ClusterEventStore,
    private readonly platform: LocalPlatform,
    private readonly release: () => Promise<void>,
  ) {}

  static async start(ip: string, report: (line: string) => void): Promise<Cluster> {
    const network = await Network.make(ip);
    const hosts = {} as Record<HostName, NetworkHost>;
    for (const [name, number] of Object.entries(NUMBERS)) hosts[name as HostName] = await network.addHost(name, number);
    const temporary = await temporaryFolder('cluster');
    const folder = temporary.path;
    // PostgreSQL's user must reach its disks.
    await chmod(folder, 0o755);
    const disk = (name: string, megabytes: number, owner?: ReturnType<typeof postgresUser>) =>
      Disk.mount(join(folder, 'disks', name), megabytes, owner);

    report('Starting the event store, NATS and PostgreSQL …');
    const eventStore = await ClusterEventStore.define(hosts.store, await disk('store', DISK_MB.store), folder);
    const usersFolder = join(folder, 'nats-users');
    await mkdir(usersFolder);
    const natsUsers = new NatsUsersFolder(usersFolder);
    natsUsers.provide();
    const natsHosts = NATS_HOSTS.map((name) => hosts[name]);
    const natsServers: NatsServer[] = [];
    for (const host of natsHosts) {
      const storage = await disk(host.name, DISK_MB.nats);
      natsServers.push(await NatsServer.define(host, natsHosts, storage, folder, natsUsers.configFile));
    }
    const postgresOn = async (host: NetworkHost) =>
      new PostgresServer(host, await disk(host.name, DISK_MB.postgres, postgresUser()), folder);
    const [first, second] = [await postgresOn(hosts['pg-1']), await postgresOn(hosts['pg-2'])];
    const [postgres] = await Promise.all([
      PostgresPair.start(first, second),
      eventStore.start(),
      ...natsServers.map((server) => server.start()),
    ]);
    const natsUrls = natsServers.map(({ host }) => natsUrlAt(host));
    await untilJetStreamAnswers(natsUrls, natsUsers);

    report('Starting the services …');
    const onHosts = SERVICES.flatMap((service) => [
      [service, hosts['app-1']] as const,
      [`${service}-2`, hosts['app-2']] as const,
    ]);
    const platform = await startLocalPlatform({
      dataDir: join(folder, 'data'),
      ports: 'ephemeral',
      instances: Object.fromEntries(SERVICES.map((service) => [service, 2])),
      hosts: {
        ...Object.fromEntries(onHosts),
        'identity-provider': hosts.outside,
        'tenant-simulator': hosts.outside,
      },
      env: {
        ...SETTINGS,
        ESDB_URL: process.env['ESDB_URL'] ?? eventStore.url,
        NATS_URL: natsUrls.join(','),
        NATS_USERS: usersFolder,
        DATABASE_URL: postgres.url,
      },
      report,
    });
    const release = async () => {
      await platform.stop();
      await Promise.all([...natsServers, ...postgres.servers, eventStore].map((part) => part.kill()));
      for (const { disk: mounted } of [...natsServers, ...postgres.servers, eventStore]) await mounted.unmount();
      await temporary.remove();
    };
    return new Cluster(hosts, folder, natsUsers, natsServers, postgres, eventStore, platform, release);
  }

  get gateways(): readonly string[] {
    const { gateway, 'gateway-2': second } = this.platform.components();
    return [gateway!.url, second!.url];
  }

  get identityProvider(): string {
    return this.platform.urls.identityProvider;
  }

  get natsUrls(): readonly string[] {
    return this.natsServers.map(({ host }) => natsUrlAt(host));
  }

  /** Every process but those of PostgreSQL, whose parts change. */
  get parts(): readonly Part[] {
    const { hosts, platform } = this;
    const part = (name: string, host: NetworkHost): Part => ({
      name,
      host,
      kill: () => platform.kill(name),
      start: () => platform.restart(name),
    });
    return [
      ...SERVICES.flatMap((service) => [part(service, hosts['app-1']), part(`${service}-2`, hosts['app-2'])]),
      part('identity-provider', hosts.outside),
      part('tenant-simulator', hosts.outside),
      this.eventStore,
      ...this.natsServers,
    ];
  }

  /** Copies the logs of all processes to a folder that stays. @returns it */
  async keepLogs(): Promise<string> {
    const kept = join(REPOSITORY_ROOT, '.data/cluster-logs');
    await rm(kept, { recursive: true, force: true });
    await cp(join(this.folder, 'data/logs'), kept, { recursive: true });
    for (const name of await readdir(this.folder)) {
      if (name.endsWith('.log')) await cp(join(this.folder, name), join(kept, name));
    }
    return kept;
  }

  stop(): Promise<void> {
    return this.release();
  }
}

async function untilJetStreamAnswers(servers: readonly string[], users: NatsUsersFolder): Promise<void> {
  await eventually(
    async () => {
      const connection = await connect({ servers: [...servers], ...users.optionsOf('operator') });
      try {
        return await connection.jetstream().jetstreamManager();
      } finally {
        await connection.close();
      }
    },
    { what: 'JetStream of the cluster to answer', everyMs: 500 },
  );
}
