import { startNats, type Server } from '@system-landscape/test-support';
import { connect, headers, type NatsConnection } from 'nats';
import { landscapeOnNats } from './landscape.js';
import { EVENT_TYPES, type LandscapeEvent } from './landscape-event.js';

let server: Server;
let connection: NatsConnection;

beforeAll(async () => {
  server = await startNats({ jetstream: true });
  connection = await connect({ servers: server.url });
  const manager = await connection.jetstreamManager();
  await manager.streams.add({ name: 'LANDSCAPE', subjects: ['landscape.*.system.>'] });
  for (let position = 10; position <= 500; position += 10) await publish(position);
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

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
const after = (position: number, step = 10) =>
  Array.from({ length: 50 }, (_, index) => (index + 1) * 10).filter((each) => each > position && each % step === 0);

describe('events over JetStream', () => {
  it.each([0, 5, 10, 255, 260, 489, 490])('come after any position: %i', async (from) => {
    expect(await positions(500, landscapeOnNats(connection).events({ from: String(from) }))).toEqual(after(from));
  });

  it('are those of one account', async () => {
    const even = landscapeOnNats(connection, { globalAccountId: 'ga-even' });
    expect(await positions(500, even.events({ from: '0' }))).toEqual(after(0, 20));
  });

  it('are CloudEvents, decoded', async () => {
    const events = landscapeOnNats(connection).events({ from: '0' });
    const { value } = await events.next();
    await events.return();
    expect(value).toMatchObject({
      id: 'e10',
      position: '10',
      correlationid: 'a b',
      data: { globalAccountId: 'ga-odd' },
    });
  });

  it('start now without a position, and skip unknown types', async () => {
    const stop = new AbortController();
    const events = landscapeOnNats(connection).events({ signal: stop.signal });
    const first = events.next();
    const publishing = (async () => {
      // Publishes until the subscriber is there and receives an event.
      for (let position = 1010; !stop.signal.aborted; position += 20) {
        await publish(position, 'system-landscape.SystemMoved.v9');
        await publish(position + 10);
      }
    })();
    const { value } = await first;
    expect(value?.type).toBe(EVENT_TYPES.SystemAdded);
    expect(Number(value?.position)).toBeGreaterThan(1000);
    stop.abort();
    await publishing;
    expect((await events.next()).done).toBe(true);
  });

  it('end with their connection', async () => {
    const own = await connect({ servers: server.url });
    const events = landscapeOnNats(own).events({ from: '490' });
    expect((await events.next()).value?.position).toBe('500');
    const rest = positions(Infinity, events);
    await own.close();
    await expect(rest).resolves.toEqual(expect.anything());
  });

  it('throw for a malformed position', async () => {
    await expect(landscapeOnNats(connection).events({ from: 'x' }).next()).rejects.toThrow(RangeError);
  });
});
