import { loadSettings } from '@system-landscape/service-kit';
import { startNats, type Server } from '@system-landscape/test-support';
import type { NatsConnection } from 'nats';
import { Socket } from 'node:net';
import { BusSettings } from './bus-settings.js';
import { connectNats } from './nats-connection.js';

let nats: Server;
let connection: NatsConnection;

beforeAll(async () => {
  nats = await startNats();
  connection = await connectNats(loadSettings(BusSettings, { NATS_URL: nats.url }), 'test');
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
  await connection.close();
  await nats.stop();
});

/** Publishes from several callbacks of one iteration of the event loop. */
async function publishAtOnce(count: number, body: string): Promise<void> {
  const published = Array.from(
    { length: count },
    (_, index) =>
      new Promise<void>((resolve) =>
        setImmediate(() => {
          connection.publish('numbers', `${index} ${body}`);
          resolve();
        }),
      ),
  );
  await Promise.all(published);
}

async function receivedDuring(work: () => Promise<void>): Promise<readonly number[]> {
  const numbers: number[] = [];
  const subscription = connection.subscribe('numbers', {
    callback: (_error, message) => void numbers.push(Number.parseInt(message.string(), 10)),
  });
  await connection.flush();
  await work();
  await connection.flush();
  await subscription.drain();
  return numbers;
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('messages of one iteration of the event loop', () => {
  it('are one write', async () => {
    const write = jest.spyOn(Socket.prototype, 'write');
    await publishAtOnce(20, 'short');
    await new Promise((resolve) => setImmediate(resolve));
    expect(write).toHaveBeenCalledTimes(1);
  });

  it('arrive in their order, also when they are more than one write', async () => {
    expect(await receivedDuring(() => publishAtOnce(20, 'short'))).toEqual(upTo(20));
    expect(await receivedDuring(() => publishAtOnce(20, 'x'.repeat(3_000)))).toEqual(upTo(20));
  });
});

it('what was published before the connection drains arrives', async () => {
  const closing = await connectNats(loadSettings(BusSettings, { NATS_URL: nats.url }), 'test');
  const numbers = await receivedDuring(async () => {
    closing.publish('numbers', '7');
    await closing.drain();
  });
  expect(numbers).toEqual([7]);
});
