import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { EventLog } from './event-log.js';
import type { ProposedEvent } from './log-record.js';
import { openLog } from './open-log.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let folder: string;
let log: EventLog;

function fail(error: Error): never {
  throw error;
}

describe('the log', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'event-log-'));
    log = await openLog({ folder }, Date.now, fail);
  });
  afterAll(async () => {
    await log.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('retains no buffer per stream, since the smallest one would retain a whole pool of Node', async () => {
    // The cache of the latest events is full after these appends.
    await appendToStreams(10_000);
    const before = buffersInUse();
    await appendToStreams(10_000);
    expect((buffersInUse() - before) / 10_000).toBeLessThan(500);
  });
});

describe('a new log', () => {
  let broken: Error[];
  beforeEach(async () => {
    broken = [];
    log = await openLog({}, Date.now, (error) => broken.push(error));
  });
  afterEach(() => log.close());

  it('is unchanged by an append that does not fit into a record', async () => {
    await append('before');
    await expect(append('s'.repeat(65_536))).rejects.toThrow('out of range');
    await expect(log.append('of-a-type', 'any', [event({ type: 't'.repeat(65_536) })])).rejects.toThrow('out of range');
    await append('after');
    expect(namesInAll()).toEqual(['before', 'after']);
    expect([log.streamCount, log.streamName(1)]).toEqual([2, 'after']);
  });

  it('does not evict the head of a stream with pending writes', async () => {
    await append('stream');
    // The metadata stream is one head too many, so the head that was loaded first would be evicted.
    for (let other = 1; other < 50_000; other += 1) log.lastRevision(`other-${other}`);
    const appends = [1, 2].map(() => log.append('stream', 'stream_exists', [event()]));
    expect(await Promise.all(appends)).toMatchObject([{ lastRevision: 1 }, { lastRevision: 2 }]);
  });

  it('refuses an append and a deletion while it closes, and is not broken', async () => {
    await append('stream');
    const late = append('stream').then(() => [append('stream'), log.delete('stream', 'any', false)]);
    await log.close();
    const outcomes = await Promise.allSettled(await late);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(broken).toEqual([]);
  });

  it('ignores fractions in stream metadata', async () => {
    await log.append('stream', 'any', [event(), event(), event()]);
    await setMetadata('stream', { $maxCount: 1.5, $tb: 0.5, $maxAge: 0.5 });
    expect(log.readStream('stream', 0, PAGE).records.map(({ revision }) => revision)).toEqual([0, 1, 2]);
    expect(log.readStream('stream', Infinity, PAGE, true).records.map(({ revision }) => revision)).toEqual([2, 1, 0]);
  });

  it('makes a truncation, a deletion and a revival visible only when they are on disk', async () => {
    await log.append('stream', 'any', [event(), event()]);
    const truncated = setMetadata('stream', { $tb: 1 });
    expect(log.view('stream')).toMatchObject({ firstRevision: 0 });
    expect(log.readStream('stream', 0, PAGE).records).toHaveLength(2);
    await truncated;
    expect(log.view('stream')).toMatchObject({ firstRevision: 1 });

    const deleted = log.delete('stream', 'any', false);
    expect(log.view('stream').kind).toBe('readable');
    await deleted;
    expect(log.view('stream').kind).toBe('not-found');

    const revived = append('stream');
    expect(log.view('stream').kind).toBe('not-found');
    await revived;
    expect(log.view('stream')).toMatchObject({ firstRevision: 2 });

    const tombstoned = log.delete('stream', 'any', true);
    expect([log.view('stream').kind, log.view('$$stream').kind]).toEqual(['readable', 'readable']);
    await tombstoned;
    expect([log.view('stream').kind, log.view('$$stream').kind]).toEqual(['deleted', 'deleted']);
  });

  it('refuses because of pending writes only when those are on disk', async () => {
    const answered: string[] = [];
    const note = (what: string) => (outcome: { readonly kind: string }) => answered.push(`${what}: ${outcome.kind}`);
    await Promise.all([
      append('stream').then(note('first')),
      log.append('stream', 'no_stream', [event()]).then(note('second')),
      log.delete('stream', 'no_stream', false).then(note('soft')),
      log.delete('stream', 'any', true).then(note('tombstone')),
      append('stream').then(note('late')),
      log.delete('stream', 'any', true).then(note('again')),
    ]);
    expect(answered).toEqual([
      'first: appended',
      'second: wrong-expected-revision',
      'soft: wrong-expected-revision',
      'tombstone: deleted',
      'late: stream-deleted',
      'again: stream-deleted',
    ]);
  });
});

const PAGE = { maxCount: 10, maxBytes: Infinity };

function event(changes: Partial<ProposedEvent> = {}): ProposedEvent {
  const noBytes = Buffer.alloc(0);
  return { id: randomBytes(16), type: 'Made', isJson: true, data: noBytes, metadata: noBytes, ...changes };
}

const append = (stream: string) => log.append(stream, 'any', [event()]);

const setMetadata = (stream: string, metadata: object) =>
  log.append(`$$${stream}`, 'any', [event({ type: '$metadata', data: Buffer.from(JSON.stringify(metadata)) })]);

const namesInAll = () => log.readAll(0, PAGE).records.map(({ stream }) => stream);

/** Like the server: each request also allocates other buffers from Node's pool, which are released after it. */
async function appendToStreams(count: number): Promise<void> {
  const payload = { type: 'Made', isJson: true, data: Buffer.alloc(2), metadata: Buffer.alloc(0) };
  const appended = Array.from({ length: count }, () => {
    Buffer.allocUnsafe(3_000);
    return log.append(`one-of-many-${randomUUID()}`, 'no_stream', [{ ...payload, id: randomBytes(16) }]);
  });
  await Promise.all(appended);
}

/** Bytes of buffers that are still referenced. */
function buffersInUse(): number {
  collectGarbage();
  // V8 releases buffers concurrently, and completes that before it collects again.
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}
