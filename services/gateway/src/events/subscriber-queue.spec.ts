import { SubscriberQueue } from './subscriber-queue.js';

const message = (position: number) => ({ position: String(position), text: `event ${position}` });
const HOUR = 3_600_000;

describe('SubscriberQueue', () => {
  it('hands over what was pushed, in order, and once', async () => {
    const queue = new SubscriberQueue(10);
    queue.push(message(1));
    queue.push(message(2));
    expect(await queue.take(HOUR)).toEqual([message(1), message(2)]);
    expect(await queue.take(1)).toEqual([]);
  });

  it('resolves a waiting take with the next message', async () => {
    const queue = new SubscriberQueue(10);
    const waiting = queue.take(HOUR);
    queue.push(message(1));
    expect(await waiting).toEqual([message(1)]);
  });

  it('is closed by the first message above the limit, and keeps none', async () => {
    const onClosed = jest.fn();
    const queue = new SubscriberQueue(2, onClosed);
    expect([queue.push(message(1)), queue.push(message(2)), queue.push(message(3)), queue.push(message(4))]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(await queue.take(HOUR)).toEqual([]);
    expect(queue.closeReason).toBe('too-slow');
    expect(onClosed).toHaveBeenCalledTimes(1);
  });

  it('hands over what was pushed before the close, and keeps the first reason', async () => {
    const queue = new SubscriberQueue(10);
    queue.push(message(1));
    queue.close('closing');
    queue.close('signed-out');
    queue.push(message(2));
    expect(await queue.take(HOUR)).toEqual([message(1)]);
    expect(queue.closeReason).toBe('closing');
  });
});
