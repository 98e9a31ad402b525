import type { Cluster, HostName } from './cluster.js';
import type { Part } from './part.js';

/** Something that fails and is mended again. */
export interface Outage {
  readonly kind: 'process' | 'host' | 'link' | 'disk';
  readonly name: string;
  /** How long it lasts before it is mended, in seconds. */
  readonly seconds: number;
  begin(): Promise<void>;
  /** What an operator or a supervisor does. */
  mend(): Promise<void>;
}

/** Seconds until a supervisor has started a process again, a host is back, a link is mended, and a disk has space again. */
const SECONDS = { process: 3, host: 6, link: 12, disk: 10 } as const;

/** All outages, in the order in which they happen. */
export function outagesOf(cluster: Cluster): readonly Outage[] {
  return [...processes(cluster), ...hosts(cluster), ...links(cluster), ...disks(cluster)];
}

const outage = (
  kind: Outage['kind'],
  name: string,
  begin: () => Promise<unknown>,
  mend: () => Promise<unknown>,
): Outage => ({
  kind,
  name,
  seconds: SECONDS[kind],
  begin: async () => void (await begin()),
  mend: async () => void (await mend()),
});

function processes(cluster: Cluster): Outage[] {
  const { postgres } = cluster;
  return [
    ...cluster.parts.map((part) =>
      outage(
        'process',
        `${part.name} killed`,
        () => part.kill(),
        () => part.start(),
      ),
    ),
    outage(
      'process',
      'PostgreSQL standby killed',
      () => postgres.standby.kill(),
      () => startAgain(cluster),
    ),
    outage(
      'process',
      'PostgreSQL primary killed, standby promoted',
      () => postgres.primary.kill(),
      () => fail(cluster),
    ),
  ];
}

function hosts(cluster: Cluster): Outage[] {
  const { postgres } = cluster;
  const partsOf = (name: HostName) => cluster.parts.filter(({ host }) => host.name === name);
  const names: readonly HostName[] = ['app-1', 'app-2', 'nats-1', 'nats-2', 'nats-3', 'outside', 'store'];
  return [
    ...names.map((name) =>
      outage(
        'host',
        `host ${name} lost and back`,
        () => all(partsOf(name), (part) => part.kill()),
        () => all(partsOf(name), (part) => part.start()),
      ),
    ),
    outage(
      'host',
      'host of the PostgreSQL standby lost and back',
      () => postgres.standby.kill(),
      () => startAgain(cluster),
    ),
    outage(
      'host',
      'host of the PostgreSQL primary lost, standby promoted',
      async () => {
        await postgres.primary.host.cut();
        await postgres.primary.kill();
      },
      async () => {
        const lost = postgres.primary.host;
        await postgres.promoteStandby();
        await lost.heal();
        await postgres.rebuildStandby();
      },
    ),
  ];
}

function links(cluster: Cluster): Outage[] {
  return Object.values(cluster.hosts).map((host) =>
    outage(
      'link',
      `link of ${host.name} cut`,
      () => host.cut(),
      () => host.heal(),
    ),
  );
}

function disks(cluster: Cluster): Outage[] {
  const { postgres, eventStore } = cluster;
  const nats = cluster.natsServers[2]!;
  return [
    outage(
      'disk',
      `disk of ${nats.name} full`,
      () => nats.disk.fill(),
      async () => {
        await nats.disk.free();
        // A server whose disk was full goes on without JetStream until it is restarted.
        await nats.kill();
        await nats.start();
      },
    ),
    outage(
      'disk',
      'disk of the PostgreSQL standby full',
      () => postgres.standby.disk.fill(),
      async () => {
        await postgres.standby.disk.free();
        await postgres.standby.kill();
        await startAgain(cluster);
      },
    ),
    outage(
      'disk',
      'disk of the event store full',
      () => eventStore.disk.fill(),
      async () => {
        await eventStore.disk.free();
        // It has ended with the first append that did not fit, and its supervisor starts it again.
        await eventStore.kill();
        await eventStore.start();
      },
    ),
  ];
}

async function startAgain({ postgres }: Cluster): Promise<void> {
  await postgres.standby.start();
  await postgres.untilSynchronous();
}

async function fail({ postgres }: Cluster): Promise<void> {
  await postgres.promoteStandby();
  await postgres.rebuildStandby();
}

async function all(parts: readonly Part[], action: (part: Part) => Promise<void>): Promise<void> {
  await Promise.all(parts.map(action));
}
