import { connect as connectHttp2, constants, type ClientHttp2Session } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import fc from 'fast-check';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { start, stop, type Running } from './testing/run-program.js';

/** `npm run test:fuzz` sets a higher number. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 5_000);
/** A call that does not end (a subscription) is cancelled after this time. */
const LONGEST_CALL_MS = 50;

const METHODS = [StreamsService, PersistentSubscriptionsService, GossipService, ServerFeaturesService].flatMap(
  (service) => Object.values(service).map(({ path }) => path),
);
const KEPT = 20;

let running: Running;
beforeAll(async () => {
  running = await start('--mem');
  const events = Array.from({ length: KEPT }, (_, index) => jsonEvent({ type: 'kept', data: { index } }));
  await running.client.appendToStream('kept', events);
});
afterAll(async () => {
  const isAlive = running.process.exitCode === null;
  await stop(running, 'SIGTERM');
  expect(isAlive).toBe(true);
});

/** Checks that a correct client is still served. */
async function isUnharmed(): Promise<void> {
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${running.port}?tls=false`);
  try {
    const indexes = [];
    for await (const { event } of client.readStream('kept')) indexes.push((event?.data as { index: number }).index);
    expect(indexes).toEqual(Array.from({ length: KEPT }, (_, index) => index));
    const { success } = await client.appendToStream('after', jsonEvent({ type: 'tested', data: {} }));
    expect(success).toBe(true);
    let last = 0n;
    for await (const { event } of client.readAll()) {
      expect(event?.position.commit).toBeGreaterThan(last);
      last = event?.position.commit ?? last;
    }
  } finally {
    await client.dispose();
  }
}

/** Sends bytes as the body of a call; resolves when the call has ended. */
async function send(session: ClientHttp2Session, path: string, body: Uint8Array, headers = {}): Promise<void> {
  const call = session.request({
    ...{ ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' },
    ...headers,
  });
  const ended = new Promise<void>((resolve) => {
    call.on('error', () => resolve());
    call.on('close', () => resolve());
  });
  call.resume();
  call.end(body);
  await Promise.race([ended, delay(LONGEST_CALL_MS).then(() => call.close(constants.NGHTTP2_CANCEL))]);
}

const framed = (message: Uint8Array) => {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
};

/** Bytes that resemble protobuf: nested fields with small numbers and values of all wire types. */
const { message } = fc.letrec<{ message: Uint8Array; field: Uint8Array }>((tie) => ({
  message: fc.array(tie('field'), { maxLength: 5 }).map((fields) => Buffer.concat(fields)),
  field: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(fc.integer({ min: 1, max: 15 }), fc.nat(127)).map(([field, value]) => Buffer.from([field * 8, value])),
    fc
      .tuple(
        fc.integer({ min: 1, max: 15 }),
        fc.oneof(
          fc.uint8Array({ maxLength: 40 }),
          fc.string().map((text) => Buffer.from(text)),
        ),
      )
      .map(([field, bytes]) => Buffer.concat([Buffer.from([field * 8 + 2, Math.min(127, bytes.length)]), bytes])),
    fc
      .tuple(fc.integer({ min: 1, max: 15 }), tie('message'))
      .filter(([, inner]) => inner.length < 128)
      .map(([field, inner]) => Buffer.concat([Buffer.from([field * 8 + 2, inner.length]), inner])),
    fc
      .tuple(fc.integer({ min: 1, max: 15 }), fc.uint8Array({ minLength: 8, maxLength: 8 }))
      .map(([field, bytes]) => Buffer.concat([Buffer.from([field * 8 + 1]), bytes])),
  ),
}));

const body = fc.oneof(
  fc.array(message, { minLength: 1, maxLength: 4 }).map((messages) => Buffer.concat(messages.map(framed))),
  fc.uint8Array({ maxLength: 200 }),
  // A length prefix that does not match the body.
  fc.tuple(fc.nat(0xffff_ffff), message).map(([length, bytes]) => {
    const wrong = framed(bytes);
    wrong.writeUInt32BE(length, 1);
    return wrong;
  }),
  // Marked as compressed, without an agreed compression.
  message.map((bytes) => {
    const compressed = framed(bytes);
    compressed[0] = 1;
    return compressed;
  }),
);

describe('the store survives', () => {
  it('calls with random or unexpected bytes', async () => {
    const session = connectHttp2(`http://127.0.0.1:${running.port}`);
    session.on('error', () => undefined);
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...METHODS), body), { maxLength: 20 }), async (calls) => {
          await Promise.all(calls.map(([path, bytes]) => send(session, path, bytes)));
        }),
        { numRuns: Math.ceil(RUNS / 10) },
      );
    } finally {
      session.destroy();
    }
    await isUnharmed();
  }, 600_000);

  it('unknown methods and invalid headers', async () => {
    const session = connectHttp2(`http://127.0.0.1:${running.port}`);
    session.on('error', () => undefined);
    const [read = ''] = METHODS;
    for (const path of ['/', '/nothing', '/event_store.client.streams.Streams/Nothing', `${read}/more`]) {
      await send(session, path, framed(Buffer.alloc(0)));
    }
    for (const headers of [
      { 'content-type': 'text/plain' },
      { 'grpc-timeout': 'soon' },
      { 'grpc-timeout': '1n' },
      { 'grpc-encoding': 'zip' },
      { 'connection-name': 'x'.repeat(5_000) },
      { ':method': 'GET' },
    ]) {
      await send(session, read, framed(Buffer.alloc(0)), headers);
    }
    session.destroy();
    await isUnharmed();
  });

  it('unknown HTTP/2 frames, and connections that are not HTTP/2', async () => {
    const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.uint8Array({ maxLength: 300 }), async (withPreface, bytes) => {
        const socket = connectTcp(running.port, '127.0.0.1');
        const ended = new Promise<void>((resolve) => {
          socket.on('error', () => resolve());
          socket.on('close', () => resolve());
        });
        socket.resume();
        socket.end(withPreface ? Buffer.concat([preface, bytes]) : bytes);
        await Promise.race([ended, delay(LONGEST_CALL_MS).then(() => socket.destroy())]);
      }),
      { numRuns: Math.ceil(RUNS / 10) },
    );
    await isUnharmed();
  }, 600_000);

  it('connections that break during a call', async () => {
    for (let cut = 0; cut < 20; cut += 1) {
      const session = connectHttp2(`http://127.0.0.1:${running.port}`);
      session.on('error', () => undefined);
      for (const path of METHODS) {
        const call = session.request({
          ...{ ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' },
        });
        call.on('error', () => undefined);
        call.write(framed(Buffer.from([10, 4, 18, 2])).subarray(0, 3 + (cut % 6)));
      }
      await new Promise(setImmediate);
      session.destroy();
    }
    await isUnharmed();
  });
});
