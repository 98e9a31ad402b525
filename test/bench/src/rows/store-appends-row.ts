import { NO_STREAM } from '@eventstore/db-client';
import { bareAppendsPerSecond } from '../ceilings/bare-lmdb.js';
import type { BenchSetup } from '../bench-setup.js';
import type { BenchScale } from '../bench-scale.js';
import { measure } from '../measure.js';
import type { Results } from '../results.js';
import { realEventStore, storedBytes, storedEvent, withClient, writersStream } from './stored-event.js';

const AT_ONCE = 64;

/** The embedded store with the official client, compared with LMDB alone; and the share of the client. */
export async function storeAppends({ eventStore }: BenchSetup, { seconds, repetitions }: BenchScale): Promise<Results> {
  const real = realEventStore();
  const client = new ClientEffort();
  const row = await measure(
    {
      id: 'store-appends',
      title: 'embedded store: appends of an event, 64 in flight',
      unit: '1/s',
      ceilingIs: 'LMDB alone with the same group commit and fsync',
      goals: { ceiling: 0.3, rival: 1 },
      samples: {
        ours: () => client.measure(() => appendsPerSecond(eventStore.url, seconds), seconds),
        ceiling: () => bareAppendsPerSecond(AT_ONCE, storedBytes(), seconds),
        ...(real === undefined ? {} : { rival: () => appendsPerSecond(real, seconds) }),
      },
    },
    repetitions,
  );
  const title = 'CPU time that the official client takes for an append, of one thread';
  return { rows: [row], facts: [{ id: 'append-client', title, unit: 'µs', value: client.microsecondsEach() }] };
}

/** Measures the CPU time of this process, which runs the client. */
class ClientEffort {
  private microseconds = 0;
  private appends = 0;

  async measure(perSecond: () => Promise<number>, seconds: number): Promise<number> {
    const before = process.cpuUsage();
    const rate = await perSecond();
    const { user, system } = process.cpuUsage(before);
    this.microseconds += user + system;
    this.appends += rate * seconds;
    return rate;
  }

  microsecondsEach(): number {
    return this.microseconds / this.appends;
  }
}

/** Each writer has its own stream and expects the revision that its previous append has returned. */
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
