import {
  LANDSCAPE_STREAM,
  LANDSCAPE_SUBJECTS,
  RPC,
  toPublicEvent,
  type PublicEvent,
} from '@system-landscape/contracts';
import { natsHeaders } from '@system-landscape/messaging';
import { parseSystemId } from '@system-landscape/domain';
import { added, pending, recorded, registered } from '@system-landscape/domain/testing';
import { eventually, freezeProcess } from '@system-landscape/test-support';
import { LandscapeStream } from '../landscape-stream/landscape-stream.js';
import { healthOf, RelayHarness } from '../testing/relay-harness.js';

const STATUS = RPC.eventRelay.getStatus;
const NOTHING_LEFT_OUT = { leftOutStreams: 0, leftOut: [] };

let harness: RelayHarness;
beforeEach(async () => {
  harness = await RelayHarness.start();
});
afterEach(() => harness.stop());

const relayed = (count: number) =>
  eventually(
    async () => {
      const messages = await harness.messages();
      return messages.length >= count ? messages : undefined;
    },
    { what: `${count} relayed events` },
  );

const publicOf = (events: ReturnType<typeof registered>) =>
  events.filter((event) => toPublicEvent(recorded(event), { eventId: 'e', position: '1' })).map(({ type }) => type);

describe('the relay', () => {
  it('publishes public events as CloudEvents, in the order of the log', async () => {
    await harness.append('One', registered());
    await harness.startRelay();
    await harness.append('Two', pending(), 'ga-other');

    const expected = [...publicOf(registered()), ...publicOf(pending())];
    const messages = await relayed(expected.length);
    expect(messages.map(({ header }) => header('ce-type'))).toEqual(
      expected.map((type) => `system-landscape.${type}.v1`),
    );
    const positions = messages.map(({ event }) => BigInt(event.position));
    expect(positions).toEqual([...positions].sort((a, b) => (a < b ? -1 : 1)));
    const [first] = messages;
    expect(first!.subject).toBe(`landscape.ga-demo.system.${first!.event.subject}.SystemAdded`);
    expect(parseSystemId(first!.event.subject)?.life).toBe(1);
    expect(first!.header('ce-specversion')).toBe('1.0');
    expect(first!.header('ce-datacontenttype')).toBe('application/json');
    expect(first!.header('Nats-Msg-Id')).toBe(first!.event.id);
    expect(first!.header('ce-id')).toBe(first!.event.id);
    expect(JSON.parse(first!.body)).toMatchObject({ name: 'One', globalAccountId: 'ga-demo' });
    expect(messages.at(-1)!.subject).toMatch(/^landscape\.ga-other\.system\./);
  });

  it('creates a stream that keeps all messages, and denies purge and delete', async () => {
    await harness.append('One', pending());
    await harness.startRelay();
    await relayed(2);
    const manager = await harness.manager();
    const { config } = await harness.streamInfo();
    expect(config).toMatchObject({ deny_delete: true, deny_purge: true, max_age: 0, max_msgs: -1, max_bytes: -1 });
    expect(config.subjects).toEqual([...LANDSCAPE_SUBJECTS]);
    await expect(manager.streams.purge(LANDSCAPE_STREAM)).rejects.toThrow(/purge/);
    await expect(manager.streams.deleteMessage(LANDSCAPE_STREAM, 1)).rejects.toThrow(/delete/);
  });

  it('continues after the last message of the stream', async () => {
    await harness.append('One', pending());
    const first = await harness.startRelay();
    await relayed(2);
    await harness.stopRelay(first);
    await harness.append('Two', pending());
    await harness.startRelay();

    const messages = await relayed(4);
    expect(messages).toHaveLength(4);
    expect(new Set(messages.map(({ event }) => event.id)).size).toBe(4);
  });

  it('is ready once it has caught up, and exposes its position as a metric', async () => {
    await harness.append('One', registered());
    const url = await (await harness.startRelay()).getUrl();
    const metric = async (name: string) => {
      const text = await (await fetch(`${url}/metrics`)).text();
      return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
    };
    await eventually(async () => (await healthOf(url)).status === 200);
    expect(await metric('landscape_relay_active')).toBe(1);
    expect(await metric('landscape_relay_lag_seconds')).toBe(0);

    const before = await metric('landscape_relay_events_total');
    await harness.append('Two', pending());
    const messages = await relayed(publicOf(registered()).length + 2);
    await eventually(async () => (await metric('landscape_relay_events_total')) === before + 2);
    expect(await metric('landscape_relay_position')).toBe(Number(messages.at(-1)!.event.position));
  });

  it('answers its status: position, age of the oldest waiting event, problem', async () => {
    const status = () => harness.ask(STATUS);
    await harness.startRelay();
    await eventually(async () => (await status()).lagSeconds === 0);
    expect(await status()).toEqual({ position: '0', lagSeconds: 0, problem: null, ...NOTHING_LEFT_OUT });

    await harness.append('One', pending());
    const { position } = (await relayed(2)).at(-1)!.event;
    await eventually(async () => (await status()).position === position);
    expect(await status()).toEqual({ position, lagSeconds: 0, problem: null, ...NOTHING_LEFT_OUT });
  });

  const published = (subject: string, values: Readonly<Record<string, string>> = {}) =>
    harness.connection.jetstream().publish(subject, '{}', { headers: natsHeaders(values) });

  it.each([
    ['without headers', () => published('landscape.ga-demo.system.s.SystemAdded')],
    ['of a reply', () => published('landscape.ga-demo.system.s.x', { 'correlation-id': 'c' })],
    ['with a malformed position', () => published('landscape.a.b.c.d', { 'ce-id': 'x', 'ce-position': '-1' })],
    [
      "with an event's headers on another subject",
      async () => {
        const copied = (await harness.messages()).at(-1)!;
        const names = ['ce-id', 'ce-position', 'ce-source', 'ce-subject', 'ce-type'];
        await published(
          'landscape.ga-other.system.s.SystemAdded',
          Object.fromEntries(names.map((name) => [name, copied.header(name)])),
        );
      },
    ],
  ])('passes over a message %s, tells it, and loses and repeats no event', async (_, poison) => {
    await harness.append('One', pending());
    const first = await harness.startRelay();
    await relayed(2);
    await harness.stopRelay(first);
    await poison();
    await poison();
    await harness.append('Two', pending());
    await harness.startRelay();
    await eventually(async () => (await harness.streamInfo()).state.last_seq === 6);
    const manager = await harness.manager();
    const idAt = async (seq: number) =>
      (await manager.streams.getMessage(LANDSCAPE_STREAM, { seq })).header.get('Nats-Msg-Id');
    const ids = await Promise.all([1, 2, 5, 6].map(idAt));
    expect(new Set(ids).size).toBe(4);
    const { problem, foreign } = await harness.ask(STATUS);
    expect([problem, foreign]).toEqual([null, { first: 3, last: 4, skippedAt: expect.any(String) as string }]);
  });

  it('publishes again while it leads when somebody else has published in between', async () => {
    await harness.startRelay();
    await harness.append('One', pending());
    await relayed(2);
    await published('landscape.ga-demo.system.s.SystemAdded');
    await harness.append('Two', pending());
    await eventually(async () => (await harness.streamInfo()).state.last_seq === 5);
    expect((await harness.ask(STATUS)).foreign).toMatchObject({ first: 3, last: 3 });
  });

  it('stops at a message that claims to be an event of this log, until an operator has it skipped', async () => {
    await harness.append('One', pending());
    const url = await (await harness.startRelay()).getUrl();
    await relayed(2);
    const forged = {
      id: 'forged',
      subject: 's',
      source: '/global-accounts/ga-demo',
      type: 'system-landscape.SystemAdded.v1',
    };
    const values = Object.fromEntries(
      Object.entries({ ...forged, position: '4711' }).map(([name, value]) => [`ce-${name}`, value]),
    );
    await published('landscape.ga-demo.system.s.SystemAdded', values);
    await harness.append('Two', pending());
    await eventually(async () => /landscape relay mend --up-to 3/.test((await healthOf(url)).relay));
    expect((await harness.ask(STATUS)).problem).toMatch(/Message 3 .* is event forged/);

    const refused = await harness.connection.request(RPC.eventRelay.mend.subject, '{"upTo":3}');
    expect(refused.json()).toMatchObject({ error: { code: 'UNAUTHENTICATED' } });
    const actor = encodeURIComponent(JSON.stringify({ subject: 'operator', roles: ['operator'] }));
    const headers = natsHeaders({ actor });
    expect(
      (await harness.connection.request(RPC.eventRelay.mend.subject, '{"upTo":3}', { headers, timeout: 5_000 })).json(),
    ).toEqual({});
    await eventually(async () => (await harness.streamInfo()).state.last_seq === 5);
    expect((await harness.ask(STATUS)).foreign).toMatchObject({ first: 3, last: 3 });
  });

  it('stops and reports when the stream was emptied, and continues after it was removed', async () => {
    const manager = await harness.manager();
    await manager.streams.add({ name: LANDSCAPE_STREAM, subjects: [...LANDSCAPE_SUBJECTS] });
    await harness.connection.jetstream().publish('landscape.ga-demo.system.s.SystemAdded', '{}');
    await manager.streams.purge(LANDSCAPE_STREAM);
    await harness.append('One', pending());
    const url = await (await harness.startRelay()).getUrl();

    await eventually(async () => /emptied.*remove it/.test((await healthOf(url)).relay));
    expect((await harness.streamInfo()).state.messages).toBe(0);

    await manager.streams.delete(LANDSCAPE_STREAM);
    expect((await relayed(2)).map(({ sequence }) => sequence)).toEqual([1, 2]);
    await eventually(async () => (await healthOf(url)).status === 200);
  });

  it('is not ready when the stream was removed, makes it again and fills it from the log', async () => {
    await harness.append('One', pending());
    const url = await (await harness.startRelay()).getUrl();
    await relayed(2);
    await eventually(async () => (await healthOf(url)).status === 200);

    await (await harness.manager()).streams.delete(LANDSCAPE_STREAM);
    await eventually(async () => (await healthOf(url)).status === 503);
    expect((await relayed(2)).map(({ sequence }) => sequence)).toEqual([1, 2]);
    await eventually(async () => (await healthOf(url)).status === 200);
  });

  it('keeps its lease, or gets it again, when the bucket of the lease was removed', async () => {
    await harness.append('One', pending());
    await harness.startRelay();
    await relayed(2);
    await (await harness.manager()).streams.delete('KV_event-relay');
    await harness.append('Two', pending());
    await relayed(4);
    await eventually(async () => (await (await harness.manager()).streams.info('KV_event-relay')).state.messages > 0);
    await harness.append('Three', pending());
    await relayed(6);
  });

  it.each([
    ['loses events', { name: LANDSCAPE_STREAM, subjects: [LANDSCAPE_SUBJECTS[0]], max_msgs: 10 }, /would lose events/],
  ])('stops and reports when the stream %s', async (_, config, message) => {
    await (await harness.manager()).streams.add(config);
    await harness.connection.jetstream().publish('landscape.ga-demo.system.s.SystemAdded', '{}');
    await harness.append('One', pending());
    const url = await (await harness.startRelay()).getUrl();

    await eventually(async () => message.test((await healthOf(url)).relay));
    expect((await harness.streamInfo()).state.messages).toBe(1);
  });

  it('stops and reports when the stream was filled from another log', async () => {
    await LandscapeStream.open(harness.connection, 1).then((stream) => stream.publish([eventNumber(1)], 0));
    await harness.append('One', pending());
    const url = await (await harness.startRelay()).getUrl();
    await eventually(async () => /filled from another log, or/.test((await healthOf(url)).relay));
    expect((await harness.streamInfo()).state.messages).toBe(1);
  });

  it('survives crashes of NATS and of the event store', async () => {
    await harness.append('One', pending());
    await harness.startRelay();
    await relayed(2);
    await harness.crashNats();
    await harness.append('Two', pending());
    await relayed(4);
    await harness.crashEventStore();
    await harness.append('Three', pending());
    expect(await relayed(6)).toHaveLength(6);
  });
});

describe('two relays', () => {
  it('one leads, and the standby takes over when it is killed', async () => {
    const first = await harness.startOwnProcess();
    await eventually(async () => (await healthOf(first.url)).status === 200);
    const second = await harness.startOwnProcess();
    await eventually(() => /On standby/.test(second.output()));
    expect((await healthOf(second.url)).status).toBe(200);

    await harness.append('One', pending());
    await relayed(2);
    expect(second.output()).not.toContain('Relays the log after position');
    await first.kill();
    await harness.append('Two', pending());

    const messages = await relayed(4);
    expect(messages).toHaveLength(4);
    expect(second.output()).toContain('Relays the log after position');
  });

  it('answer the same status, also while the leader hangs', async () => {
    const patient = { TAKE_OVER_AFTER: 'PT60S' };
    await harness.append('One', pending());
    const first = await harness.startOwnProcess(patient);
    const { position } = (await relayed(2)).at(-1)!.event;
    const second = await harness.startOwnProcess(patient);
    await eventually(() => /On standby/.test(second.output()));
    for (let asked = 0; asked < 10; asked += 1) {
      expect(await harness.ask(STATUS)).toEqual({ position, lagSeconds: 0, problem: null, ...NOTHING_LEFT_OUT });
    }

    await freezeProcess(first.pid);
    try {
      await harness.append('Two', pending());
      // Requests reach either instance: retried until the standby gets one.
      const status = await eventually(() => harness.ask(STATUS, 500));
      expect([status.position, status.lagSeconds! > 0]).toEqual([position, true]);
    } finally {
      process.kill(first.pid, 'SIGCONT');
    }
    expect(await relayed(4)).toHaveLength(4);
  });

  it('a stopped leader hands over at once', async () => {
    const first = await harness.startRelay({ TAKE_OVER_AFTER: 'PT60S' });
    await harness.append('One', pending());
    await relayed(2);
    const second = harness.startRelay();
    await harness.stopRelay(first);
    await second;
    await harness.append('Two', pending());
    expect(await relayed(4)).toHaveLength(4);
  });
});

const eventNumber = (number: number): PublicEvent => {
  const position = String(number * 10);
  return toPublicEvent(recorded(added()), { eventId: `event-${number}`, position })!;
};

describe('publishing', () => {
  it('two relays that publish the same events at the same time leave each event once', async () => {
    const streams = [
      await LandscapeStream.open(harness.connection, 1),
      await LandscapeStream.open(harness.connection, 1),
    ];
    const events = Array.from({ length: 300 }, (_, index) => eventNumber(index + 1));
    await Promise.allSettled(streams.map((stream) => stream.publish(events, 0)));

    const found = (await harness.messages()).map(({ event }) => event.id);
    expect(found).toEqual(events.slice(0, found.length).map(({ id }) => id));
    expect(found.length).toBeGreaterThan(0);
  });

  it('stops at the first failure: no event is in the stream without all its predecessors', async () => {
    const stream = await LandscapeStream.open(harness.connection, 1);
    await stream.publish([eventNumber(1)], 0);
    await expect(stream.publish([eventNumber(2), eventNumber(3)], 0)).rejects.toThrow(/Another relay/);
    // By its sequence alone the second event would follow message 1.
    const left = (await harness.messages()).map(({ event }) => event.id);
    expect(left).toEqual(['event-1']);
  });

  it('reads its checkpoint', async () => {
    const stream = await LandscapeStream.open(harness.connection, 1);
    const options = { isInLog: () => Promise.resolve(true), mendedUpTo: 0 };
    expect(await stream.checkpoint(options)).toEqual({ sequence: 0 });
    expect(await stream.publish([eventNumber(1), eventNumber(2)], 0)).toBe(2);
    expect(await stream.checkpoint(options)).toEqual({
      sequence: 2,
      last: { eventId: 'event-2', position: '20' },
      relayedUpTo: '20',
    });
  });
});
