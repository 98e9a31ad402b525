import { startNats, type Server } from '@system-landscape/test-support';
import { AckPolicy, connect, headers, type NatsConnection } from 'nats';
import { landscapeOnNats } from './landscape.js';
import { EVENT_TYPES, type LandscapeEvent } from './landscape-event.js';

let server: Server;
let connection: NatsConnection;

beforeAll(async () => {
  // The account of a subscriber reaches the stream by this domain.
  server = await startNats({ jetstream: true, jetstreamDomain: 'landscape' });
  connection = await connect({ servers: server.url });
  const manager = await connection.jetstreamManager();
  await manager.streams.add({ name: 'LANDSCAPE', subjects: ['landscape.*.*.*.*'] });
  for (let position = 10; position <= 500; position += 10) await publish(position);
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

/** A subscriber with a consumer of its own for an account. */
async function subscriber(name: string, globalAccountId: string) {
  const manager = await connection.jetstreamManager();
  await manager.consumers.add('LANDSCAPE', {
    durable_name: `${name}_${globalAccountId}`,
    ack_policy: AckPolicy.Explicit,
    filter_subject: `landscape.${globalAccountId}.*.*.*`,
  });
  return landscapeOnNats(connection, { subscriber: name, globalAccountId });
}

async function publish(position: number, type: string = EVENT_TYPES.SystemAdded): Promise<void> {
  const account = position % 20 === 0 ? 'ga-even' : 'ga-odd';
  const values = headers();
  const attributes = { type, id: `e${position}`, position: String(position), correlationid: 'a%20b' };
  for (const [name, value] of Object.entries(attributes)) values.set(`ce-${name}`, value);
  await connection
    .jetstream()
    .publish(`landscape.${account}.system.s.X`, JSON.stringify({ globalAccountId: account }), { headers: values });
}

async function positions(until: number, events: AsyncGenerator<LandscapeEvent>): Promise<number[]> {
  const found: number[] = [];
  for await (const { position } of events) {
    found.push(Number(position));
    if (Number(position) >= until) break;
  }
  return found;
}
const after = (position: number, step: number, rest = 0) =>
  Array.from({ length: 50 }, (_, index) => (index + 1) * 10).filter((each) => each > position && each % step === rest);

describe('events over JetStream', () => {
  it('are those of one account, from the first one on', async () => {
    const even = await subscriber('one', 'ga-even');
    expect(await positions(500, even.events())).toEqual(after(0, 20));
  });

  it('are delivered again until they are acknowledged by asking for the next one', async () => {
    const odd = await subscriber('two', 'ga-odd');
    const events = odd.events();
    expect((await events.next()).value?.position).toBe('10');
    expect((await events.next()).value?.position).toBe('30');
    await events.return();
    await connection.flush();
    const info = await (await connection.jetstreamManager()).consumers.info('LANDSCAPE', 'two_ga-odd');
    expect(info.ack_floor.consumer_seq).toBe(1);
  });

  it('are CloudEvents, decoded', async () => {
    const events = (await subscriber('three', 'ga-odd')).events();
    const { value } = await events.next();
    await events.return();
    expect(value).toMatchObject({
      id: 'e10',
      position: '10',
      correlationid: 'a b',
      data: { globalAccountId: 'ga-odd' },
    });
  });

  it('skip unknown types and messages that are no events', async () => {
    const events = (await subscriber('four', 'ga-mixed')).events();
    const jetstream = connection.jetstream();
    const values = headers();
    values.set('ce-type', 'system-landscape.SystemMoved.v9');
    values.set('ce-position', '1');
    await jetstream.publish('landscape.ga-mixed.system.s.SystemMoved', '{}', { headers: values });
    await jetstream.publish('landscape.ga-mixed.system.s.SystemAdded', 'no event');
    values.set('ce-type', EVENT_TYPES.SystemAdded);
    await jetstream.publish('landscape.ga-mixed.system.s.SystemAdded', '{}', { headers: values });
    expect((await events.next()).value?.type).toBe(EVENT_TYPES.SystemAdded);
    await events.return();
  });

  it('end with their connection, and with their signal', async () => {
    await subscriber('five', 'ga-odd');
    const own = await connect({ servers: server.url });
    const events = landscapeOnNats(own, { subscriber: 'five', globalAccountId: 'ga-odd' }).events();
    expect((await events.next()).value?.position).toBe('10');
    const rest = positions(Infinity, events);
    await own.close();
    await expect(rest).resolves.toEqual(expect.anything());
    const stop = new AbortController();
    stop.abort();
    expect((await (await subscriber('six', 'ga-odd')).events({ signal: stop.signal }).next()).done).toBe(true);
  });

  it('throw without a consumer', async () => {
    const nobody = landscapeOnNats(connection, { subscriber: 'nobody', globalAccountId: 'ga-odd' });
    await expect(nobody.events().next()).rejects.toThrow(/consumer not found/);
  });
});
