import type { PendingWrite } from './pending-write.js';
import { SubscriberSet } from './subscriber-set.js';

/** Those who wait for new events, by what they wait for. They are woken after events reached the disk. */
export class LogSubscribers {
  private readonly all = new SubscriberSet();
  private readonly newStreams = new SubscriberSet();
  private readonly byStream = new Map<string, SubscriberSet>();

  get count(): number {
    let count = this.all.size + this.newStreams.size;
    for (const subscribers of this.byStream.values()) count += subscribers.size;
    return count;
  }

  /** Calls `wake` after any event. @returns unsubscribes */
  onAll(wake: () => void): () => void {
    return this.all.add(wake);
  }

  /** Calls `wake` after the first event of any stream. @returns unsubscribes */
  onNewStream(wake: () => void): () => void {
    return this.newStreams.add(wake);
  }

  /** Calls `wake` after an event of this stream. @returns unsubscribes */
  onStream(stream: string, wake: () => void): () => void {
    let subscribers = this.byStream.get(stream);
    if (!subscribers) this.byStream.set(stream, (subscribers = new SubscriberSet()));
    const unsubscribe = subscribers.add(wake);
    return () => {
      unsubscribe();
      if (this.byStream.get(stream)?.size === 0) this.byStream.delete(stream);
    };
  }

  /** Wakes those who wait for one of these events. */
  notify(writes: readonly PendingWrite[]): void {
    if (writes.length === 0) return;
    this.all.wake();
    if (writes.some(({ revision }) => revision === 0)) this.newStreams.wake();
    for (const stream of new Set(writes.map(({ head }) => head.name))) this.byStream.get(stream)?.wake();
  }
}
