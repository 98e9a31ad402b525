import { NO_STREAM } from '@eventstore/db-client';
import { bareAppendsPerSecond } from '../ceilings/bare-lmdb.js';
import type { Ground } from '../ground.js';
import type { Row } from '../measure.js';
import { realEventStore, storedBytes, storedEvent, withClient, writersStream } from './stored-event.js';

const AT_ONCE = 64;

/** The embedded store alone: its protocol, its decisions and the official client beside LMDB. */
export function storeAppendsRow({ eventStore }: Ground, { seconds }: { seconds: number }): Promise<Row> {
  const real = realEventStore();
  return Promise.resolve({
    id: 'store-appends',
    title: 'embedded store: appends of an event, 64 in flight',
    unit: '1/s',
    ceilingIs: 'LMDB alone with the same group commit and fsync',
    goals: { ceiling: 0.3, rival: 1 },
    samples: {
      ours: () => appendsPerSecond(eventStore.url, seconds),
      ceiling: () => bareAppendsPerSecond(AT_ONCE, storedBytes(), seconds),
      ...(real === undefined ? {} : { rival: () => appendsPerSecond(real, seconds) }),
    },
  });
}

/** Each writer has a stream and expects the revision that its last append was answered with. */
function appendsPerSecond(url: string, seconds: number): Promise<number> {
  return withClient(url, async (client) => {
    const began = performance.now();
    const until = began + seconds * 1000;
    let appends = 0;
    const writer = async () => {
      const stream = writersStream();
      let expectedRevision: bigint | typeof NO_STREAM = NO_STREAM;
      while (performance.now() < until) {
        ({ nextExpectedRevision: expectedRevision } = await client.appendToStream(stream, storedEvent(), {
          expectedRevision,
        }));
        appends += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, writer));
    return appends / ((performance.now() - began) / 1000);
  });
}
