import {
  ALL_RPCS,
  BUCKETS,
  BUS_USERS,
  EVERYBODY,
  inboxPrefixOf,
  LANDSCAPE_STREAM,
  PUBLIC_EVENT_NAMES,
  PUBLIC_EVENTS,
  SIGNALS,
} from '@system-landscape/contracts';
import { provideConsumers } from '@system-landscape/nats-users';
import { headers, type NatsConnection } from 'nats';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { NatsWithUsers } from './testing/nats-with-users.js';

const SUBSCRIBERS = ['demo', 'other'];
const USERS = [...BUS_USERS, EVERYBODY, ...SUBSCRIBERS];
const SERVICES = BUS_USERS.filter((user) => user !== 'operator');
const CONSUMERS = SUBSCRIBERS.map((name) => `${name}_ga-demo`);

let nats: NatsWithUsers;
const connections = new Map<string, NatsConnection>();

beforeAll(async () => {
  nats = await NatsWithUsers.start(SUBSCRIBERS);
  for (const user of USERS) connections.set(user, await nats.connectAs(user));
  const manager = await of('event-relay').jetstreamManager();
  await manager.streams.add({
    name: LANDSCAPE_STREAM,
    subjects: ['landscape.*.*.*.*'],
    deny_delete: true,
    deny_purge: true,
  });
});
afterAll(async () => {
  await Promise.all([...connections.values()].map((connection) => connection.close()));
  await nats.stop();
});

const of = (user: string) => connections.get(user)!;

/** Runs actions on a connection. @returns the subjects that the server has refused */
async function refused(connection: NatsConnection, act: () => void): Promise<Set<string>> {
  const found = new Set<string>();
  const status = connection.status();
  act();
  // The server answers in order, and refuses this to everybody.
  connection.publish('end.of.actions');
  for await (const { permissionContext } of status) {
    if (permissionContext?.subject === 'end.of.actions') break;
    if (permissionContext) found.add(permissionContext.subject);
  }
  return found;
}

const streams = [LANDSCAPE_STREAM, ...Object.keys(BUCKETS).map((bucket) => `KV_${bucket}`), 'ANY'];
const STREAM_API = ['INFO', 'CREATE', 'UPDATE', 'DELETE', 'PURGE', 'MSG.GET', 'MSG.DELETE', 'SNAPSHOT', 'RESTORE'];
const CONSUMER_API = ['INFO', 'DELETE', 'MSG.NEXT', 'DURABLE.CREATE', 'CREATE'];
const ADMIN_API = [
  'INFO',
  'STREAM.LIST',
  'STREAM.NAMES',
  'ACCOUNT.PURGE.landscape',
  'SERVER.REMOVE',
  'META.LEADER.STEPDOWN',
];
const FACT_SUBJECTS = PUBLIC_EVENT_NAMES.map(
  (name) => `landscape.ga-demo.${PUBLIC_EVENTS[name].about}.some-id.${name}`,
);
const inboxes = [...USERS.map((user) => `${inboxPrefixOf(user)}.some.1`), '_INBOX_SERVICES.some.1', '_R_.some'];

/** Every subject that means something to the platform or to the server. */
const subjects = [
  ...ALL_RPCS.map(({ subject }) => subject),
  ...SIGNALS.map(({ subject }) => subject),
  ...FACT_SUBJECTS,
  ...['landscape.x', 'replay.audit', 'rpc.unknown.v1', 'anything'],
  ...inboxes,
  ...['$JS.API', '$JS.landscape.API'].flatMap((api) => [
    ...ADMIN_API.map((operation) => `${api}.${operation}`),
    ...streams.flatMap((stream) => [
      ...STREAM_API.map((operation) => `${api}.STREAM.${operation}.${stream}`),
      ...['NAMES', 'LIST'].map((operation) => `${api}.CONSUMER.${operation}.${stream}`),
      `${api}.CONSUMER.CREATE.${stream}`,
      `${api}.DIRECT.GET.${stream}`,
      `${api}.DIRECT.GET.${stream}.$KV.x`,
      `${api}.STREAM.LEADER.STEPDOWN.${stream}`,
      ...[...CONSUMERS, 'mine'].flatMap((consumer) => [
        ...CONSUMER_API.map((operation) => `${api}.CONSUMER.${operation}.${stream}.${consumer}`),
        `${api}.CONSUMER.CREATE.${stream}.${consumer}.landscape.ga-demo.*.*.*`,
        `${api}.CONSUMER.LEADER.STEPDOWN.${stream}.${consumer}`,
      ]),
    ]),
  ]),
  ...[...CONSUMERS, 'mine'].map((consumer) => `$JS.ACK.${LANDSCAPE_STREAM}.${consumer}.1.2.3.4.5`),
  '$JS.FC.LANDSCAPE.x.y',
  ...Object.keys(BUCKETS).map((bucket) => `$KV.${bucket}.some-key`),
  '$KV.any.some-key',
  ...['$SYS.REQ.SERVER.PING', '$SYS.REQ.ACCOUNT.PING.CONNZ', '$SYS.REQ.USER.INFO', '$SRV.PING'],
];

/** What a user may publish, said once more in other words than the rights themselves. */
function mayPublish(user: string, subject: string): boolean {
  const rpc = ALL_RPCS.find((each) => each.subject === subject);
  if (rpc) return (rpc.callers as readonly string[]).includes(user);
  const signal = SIGNALS.find((each) => each.subject === subject);
  if (signal) return signal.from === user;
  if (inboxes.includes(subject)) return answersAt(user, subject);
  if (FACT_SUBJECTS.includes(subject)) return user === 'event-relay';
  if (subject === 'replay.audit') return user === 'operator';
  const buckets = Object.entries(BUCKETS).flatMap(([bucket, owner]) => (owner === user ? [bucket] : []));
  if (subject === '$JS.API.INFO') return user === 'operator' || user === 'event-relay' || buckets.length > 0;
  const own = buckets.flatMap((bucket) => [
    ...[`$KV.${bucket}.some-key`, `$JS.API.DIRECT.GET.KV_${bucket}.$KV.x`],
    ...['INFO', 'CREATE', 'MSG.GET'].map((each) => `$JS.API.STREAM.${each}.KV_${bucket}`),
  ]);
  if (own.includes(subject)) return true;
  if (user === 'event-relay') return /^\$JS\.API\.STREAM\.(INFO|CREATE|MSG\.GET)\.LANDSCAPE$/.test(subject);
  if (user === 'operator') {
    return (
      subject === '$JS.API.STREAM.INFO.LANDSCAPE' ||
      /^\$JS\.API\.CONSUMER\.(LIST|NAMES)\.LANDSCAPE$/.test(subject) ||
      /^\$JS\.API\.CONSUMER\.(INFO|DELETE|DURABLE\.CREATE|MSG\.NEXT)\.LANDSCAPE\.[^.]+$/.test(subject) ||
      subject.startsWith('$JS.API.CONSUMER.CREATE.LANDSCAPE.')
    );
  }
  if (!SUBSCRIBERS.includes(user)) return false;
  const consumer = `${user}_ga-demo`;
  return [
    `$JS.landscape.API.CONSUMER.INFO.LANDSCAPE.${consumer}`,
    `$JS.landscape.API.CONSUMER.MSG.NEXT.LANDSCAPE.${consumer}`,
    `$JS.ACK.LANDSCAPE.${consumer}.1.2.3.4.5`,
  ].includes(subject);
}

function answersAt(user: string, inbox: string): boolean {
  const callers = ALL_RPCS.filter(({ service }) => service === user).flatMap((rpc) => rpc.callers);
  if (inbox === '_R_.some') return callers.includes(EVERYBODY);
  return callers.some((caller) => caller !== EVERYBODY && inbox.startsWith(`${inboxPrefixOf(caller)}.`));
}

function maySubscribe(user: string, subject: string, queue?: string): boolean {
  const rpc = ALL_RPCS.find((each) => each.subject === subject);
  if (rpc) return rpc.service === user && queue === user;
  const signal = SIGNALS.find((each) => each.subject === subject);
  if (signal) return (signal.to as readonly string[]).includes(user);
  if (subject === 'replay.audit') return user === 'operator';
  return subject.startsWith(`${inboxPrefixOf(user)}.`);
}

describe('The rights on NATS', () => {
  it.each(USERS)('let %s publish what its declarations say, and nothing else', async (user) => {
    const connection = of(user);
    const denied = await refused(connection, () => {
      for (const subject of subjects) connection.publish(subject);
    });
    for (const subject of subjects) {
      expect({ user, subject, allowed: !denied.has(subject) }).toEqual({
        user,
        subject,
        allowed: mayPublish(user, subject),
      });
    }
  });

  it.each(USERS)('let %s subscribe to what its declarations say, and nothing else', async (user) => {
    const connection = await nats.connectAs(user);
    const wide = ['>', '*', 'rpc.>', 'landscape.>', 'projection.>', '_INBOX_*.>', '$JS.>', '$KV.>', '$SYS.>', '_R_.>'];
    const patterns = [...subjects, ...wide];
    // Only services belong to queue groups, each to the one of its name.
    for (const queue of [undefined, ...SERVICES]) {
      const denied = await refused(connection, () => {
        for (const subject of patterns)
          connection.subscribe(subject, { queue, callback: () => undefined }).unsubscribe();
      });
      for (const subject of patterns) {
        const allowed = !wide.includes(subject) && maySubscribe(user, subject, queue);
        expect({ user, subject, queue, allowed: !denied.has(subject) }).toEqual({ user, subject, queue, allowed });
      }
    }
    await connection.close();
  });
});

describe('On NATS nobody acts through others', () => {
  beforeAll(async () => {
    const manager = await of('operator').jetstreamManager();
    for (const name of SUBSCRIBERS) await provideConsumers(manager, name, { accounts: ['ga-demo'], durable: true });
  });

  it.each([...SUBSCRIBERS, EVERYBODY])('%s cannot have replies sent to what it may not publish', async (user) => {
    const reached: string[] = [];
    const commands = ALL_RPCS.filter(({ service }) => service === 'token-issuance').map(({ subject }) => subject);
    const service = of('token-issuance');
    const listening = commands.map((subject) =>
      service.subscribe(subject, {
        queue: 'token-issuance',
        callback: (_, message) => (message.reply?.startsWith('_R_.') ? message.respond('{}') : reached.push(subject)),
      }),
    );
    await service.flush();
    const manager = await of('event-relay').jetstreamManager();
    const values = headers();
    values.set('Nats-Msg-Id', `from ${user}`);
    await of('event-relay').jetstream().publish('landscape.ga-demo.system.s.SystemAdded', '{}', { headers: values });
    const before = (await manager.streams.info(LANDSCAPE_STREAM)).state;
    const connection = of(user);
    const targets = [...commands, ...FACT_SUBJECTS, '$JS.API.STREAM.PURGE.LANDSCAPE', '$KV.event-relay.turn'];
    for (const subject of subjects.filter((each) => mayPublish(user, each))) {
      for (const reply of targets) connection.publish(subject, '', { reply });
    }
    await connection.flush();
    // The service's answers are published when this round trip is over.
    await Promise.all([service.flush(), of('event-relay').flush()]);
    const after = (await manager.streams.info(LANDSCAPE_STREAM)).state;
    expect({ last: after.last_seq, messages: after.messages }).toEqual({
      last: before.last_seq,
      messages: before.messages,
    });
    expect(reached).toEqual([]);
    for (const subscription of listening) subscription.unsubscribe();
  });

  it('a subscriber fetches and acknowledges the events of its account, and only those', async () => {
    const relay = of('event-relay').jetstream();
    await relay.publish('landscape.ga-other.system.s.SystemAdded', 'of another account');
    await relay.publish('landscape.ga-demo.formation.f.FormationCreated', 'of the account');
    const demo = await nats.connectAs('demo');
    const consumer = await demo.jetstream({ domain: 'landscape' }).consumers.get(LANDSCAPE_STREAM, 'demo_ga-demo');
    const bodies: string[] = [];
    for await (const message of await consumer.fetch({ max_messages: 100, expires: 1_000 })) {
      bodies.push(message.string());
      expect(await message.ackAck()).toBe(true);
      if (bodies.at(-1) === 'of the account') break;
    }
    expect(bodies).not.toContain('of another account');
    expect((await consumer.info()).num_pending).toBe(0);
    await demo.close();
  });

  it('two clients without credentials reach the catalogue, each at its own inbox', async () => {
    const service = of('token-issuance');
    const subscription = service.subscribe('rpc.system-types.list.v1', {
      queue: 'token-issuance',
      callback: (_, message) => message.respond('{"types":[]}'),
    });
    await service.flush();
    for (const caller of [EVERYBODY, 'gateway']) {
      expect((await of(caller).request('rpc.system-types.list.v1', '{}')).string()).toBe('{"types":[]}');
    }
    subscription.unsubscribe();
  });

  it('public events are stored encrypted, and key files are readable only by their owner', async () => {
    await of('event-relay').jetstream().publish('landscape.ga-demo.system.s.SystemAdded', 'a very secret fact');
    const files = readdirSync(nats.path, { recursive: true, encoding: 'utf8' }).map((file) => join(nats.path, file));
    const stored = files.filter((file) => file.endsWith('.blk') && statSync(file).isFile());
    expect(stored.length).toBeGreaterThan(0);
    for (const file of stored) expect(readFileSync(file).includes('secret fact')).toBe(false);
    const keys = files.filter((file) => file.endsWith('.nk'));
    expect(keys).toHaveLength(BUS_USERS.length + SUBSCRIBERS.length);
    for (const file of keys) expect(statSync(file).mode & 0o77).toBe(0);
    const config = readFileSync(nats.users.configFile, 'utf8');
    for (const file of keys) expect(config).not.toContain(readFileSync(file, 'utf8'));
  });
});
