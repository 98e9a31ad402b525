import { StreamHead } from './stream-head.js';

describe('a stream as it is kept', () => {
  const decode = (row: object) => StreamHead.decode(Buffer.from(JSON.stringify({ name: 'stream', ...row })), () => 4);

  it('comes back', () => {
    const head = decode({ number: 1, maxCount: 3, truncateBefore: 'end' });
    expect(decode(JSON.parse(head.encode().toString('utf8')) as object)).toEqual(head);
    expect([head.firstReadableRevision, head.durablySoftDeleted]).toEqual([Infinity, true]);
  });

  it('is readable as a whole if an earlier version took fractions for numbers', () => {
    expect(decode({ number: 1, maxCount: 1.5, truncateBefore: 0.5 }).firstReadableRevision).toBe(0);
  });
});
