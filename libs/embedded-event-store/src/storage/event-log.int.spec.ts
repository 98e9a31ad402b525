import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { EventLog } from './event-log.js';
import { openLog } from './open-log.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let folder: string;
let log: EventLog;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-log-'));
  log = await openLog({ folder }, Date.now, fail);
});
afterAll(async () => {
  await log.close();
  await rm(folder, { recursive: true, force: true });
});

function fail(error: Error): never {
  throw error;
}

describe('the log', () => {
  it('holds no buffer for a stream: the smallest would keep the pool that Node cut it from', async () => {
    // The latest events are held, up to a bound that the first appends fill.
    await appendToStreams(10_000);
    const before = buffersInUse();
    await appendToStreams(10_000);
    expect((buffersInUse() - before) / 10_000).toBeLessThan(500);
  });
});

/** As the server is asked to: what else a request takes from Node's pool of buffers is let go after it. */
async function appendToStreams(count: number): Promise<void> {
  const payload = { type: 'Made', isJson: true, data: Buffer.alloc(2), metadata: Buffer.alloc(0) };
  const appended = Array.from({ length: count }, () => {
    Buffer.allocUnsafe(3_000);
    return log.append(`one-of-many-${randomUUID()}`, 'no_stream', [{ ...payload, id: randomBytes(16) }]);
  });
  await Promise.all(appended);
}

/** Bytes of buffers that something still holds, whatever V8 has done until now. */
function buffersInUse(): number {
  collectGarbage();
  // V8 gives buffers back beside the program; it ends that before it collects again.
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}
