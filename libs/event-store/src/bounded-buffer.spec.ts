import type { AllStreamSubscription } from '@eventstore/db-client';
import { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { Transform } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { boundBuffer, type BoundedBuffer } from './bounded-buffer.js';

let subscription: Transform;
let buffer: BoundedBuffer;

/** Events of 10 bytes are converted to objects, as by the client. */
beforeEach(() => {
  subscription = new Transform({
    objectMode: true,
    readableHighWaterMark: 500,
    writableHighWaterMark: 16,
    transform: (response: ReadResp, _, next) => next(null, response.hasEvent() ? { response } : undefined),
  });
  buffer = boundBuffer(subscription as unknown as AllStreamSubscription, 25);
});

function responseOf(bytes: number): ReadResp {
  const event = new ReadResp.ReadEvent.RecordedEvent();
  event.setData(Buffer.alloc(bytes - 1));
  event.setCustomMetadata(Buffer.alloc(1));
  return new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(event));
}

/** @returns how many events were read ahead */
async function receive(responses: readonly ReadResp[]): Promise<number> {
  for (const response of responses) subscription.write(response);
  await setImmediate();
  return subscription.readableLength;
}

const read = () => buffer.take(subscription.read() as object);

it('events are read ahead up to the number of bytes, and on as some are taken', async () => {
  expect(await receive(Array.from({ length: 10 }, () => responseOf(10)))).toBe(3);

  expect(read()).toBe(10);
  expect(await receive([])).toBe(3);

  let taken = 1;
  while (subscription.readableLength > 0) {
    read();
    taken += 1;
    await setImmediate();
  }
  expect(taken).toBe(10);
});

it('an event that is larger passes alone', async () => {
  expect(await receive([responseOf(100), responseOf(10)])).toBe(1);
  expect(read()).toBe(100);
  expect(await receive([])).toBe(1);
  expect(read()).toBe(10);
});

it('what the event store sends besides events is passed over', async () => {
  expect(await receive([new ReadResp(), responseOf(10)])).toBe(1);
});
