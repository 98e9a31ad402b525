import * as fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { encodeRecord, LogRecord } from './log-record.js';
import { RecentRecords } from './recent-records.js';

const FIRST = 1_001;

function recordAt(position: number, size: number): LogRecord {
  const event = { id: randomBytes(16), type: 'A', isJson: true, data: Buffer.alloc(size), metadata: Buffer.alloc(0) };
  const created = { ms: 1, rest: 0 };
  return new LogRecord(encodeRecord(event, { stream: Buffer.from('s'), revision: 0, position, created }));
}

/** A log that continues after position 1000, with the cache of its records. */
function logOf(sizes: readonly number[]): { all: readonly LogRecord[]; recent: RecentRecords; end: number } {
  const recent = new RecentRecords(FIRST - 1);
  let end = FIRST;
  const all = sizes.map((size) => {
    const record = recordAt(end, size);
    recent.add(record);
    end += record.bytes.length;
    return record;
  });
  return { all, recent, end };
}

const sizes = fc.array(fc.oneof(fc.nat(300), fc.integer({ min: 100_000, max: 400_000 })), {
  minLength: 1,
  maxLength: 30,
});

it('reads from the cache return the same as reads from the disk, from any position and in pages of any size', () => {
  fc.assert(
    fc.property(
      sizes,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 500_000 }),
      (sizesOfAll, place, maxCount, maxBytes) => {
        const { all, recent, end } = logOf(sizesOfAll);
        const from = FIRST + Math.floor(place * (end - FIRST));
        const page = recent.read(from, { maxCount, maxBytes });
        const there = all.filter(({ position }) => position >= from);
        if (page === undefined) {
          // The cache holds half a megabyte at least.
          expect(there.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeGreaterThan(524_288);
          return;
        }
        let bytes = 0;
        const expected = there.slice(0, maxCount).filter((record) => {
          const fits = bytes < maxBytes;
          bytes += record.bytes.length;
          return fits;
        });
        const next = (expected.at(-1)?.position ?? from - 1) + 1;
        expect(page).toEqual({ records: expected, next, ended: expected.length === there.length });
      },
    ),
    { numRuns: 300 },
  );
});

it('reads of older events go to the disk and do not grow the cache', () => {
  const { all, recent } = logOf(Array.from({ length: 100 }, () => 100_000));
  const page = { maxCount: 1_000, maxBytes: 100_000_000 };
  expect(recent.read(0, page)).toBeUndefined();
  expect(recent.read(all[80]!.position, page)).toBeUndefined();
  const last = recent.read(all[95]!.position, page)!;
  expect(last.records).toEqual(all.slice(95));
  const cached = all.filter(({ position }) => recent.read(position, page) !== undefined);
  expect(cached.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThanOrEqual(1_048_576);
});
