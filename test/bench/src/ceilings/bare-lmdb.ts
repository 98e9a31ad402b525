import { temporaryFolder } from '@system-landscape/test-support';
import { open } from 'lmdb';
import { join } from 'node:path';

const KEY_BYTES = 12;
const POSITION_BYTES = 6;

interface Waiting {
  readonly position: Buffer;
  readonly place: Buffer;
  readonly value: Buffer;
  readonly written: () => void;
}

/**
 * Appends per second to LMDB alone, with a number in flight: the event by position, and the position by stream and
 * revision, each on disk before it counts. Appends during a write are written together (group commit), as in the store.
 */
export async function bareAppendsPerSecond(atOnce: number, bytes: number, seconds: number): Promise<number> {
  const folder = await temporaryFolder('bare-lmdb');
  const options = { encoding: 'binary', keyEncoding: 'binary' } as const;
  const root = open<Buffer, Buffer>({
    ...options,
    path: join(folder.path, 'log.mdb'),
    maxDbs: 4,
    overlappingSync: false,
  });
  const log = root.openDB<Buffer, Buffer>({ ...options, name: 'log' });
  const index = root.openDB<Buffer, Buffer>({ ...options, name: 'index' });
  let waiting: Waiting[] = [];
  let isWriting = false;
  const write = async () => {
    isWriting = true;
    await Promise.resolve();
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await root.batch(() => {
        for (const { position, place, value } of group) {
          void log.put(position, value);
          void index.put(place, position);
        }
      });
      for (const { written } of group) written();
    }
    isWriting = false;
  };
  let end = 0;
  const append = (stream: number, revision: number) =>
    new Promise<void>((resolve, reject) => {
      const position = Buffer.alloc(POSITION_BYTES);
      position.writeUIntBE((end += bytes), 0, POSITION_BYTES);
      const place = Buffer.alloc(KEY_BYTES);
      place.writeUIntBE(stream, 0, 6);
      place.writeUIntBE(revision, 6, 6);
      waiting.push({ position, place, value: Buffer.alloc(bytes, 'x'), written: resolve });
      if (!isWriting) write().catch(reject);
    });
  try {
    const began = performance.now();
    const until = began + seconds * 1000;
    let appends = 0;
    const writer = async (_: unknown, stream: number) => {
      for (let revision = 0; performance.now() < until; revision += 1) {
        await append(stream, revision);
        appends += 1;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, writer));
    return appends / ((performance.now() - began) / 1000);
  } finally {
    await root.close();
    await folder.remove();
  }
}
