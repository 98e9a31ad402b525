import { StreamHead } from './stream-head.js';

describe('a stored stream head', () => {
  const decode = (row: object) => StreamHead.decode(Buffer.from(JSON.stringify({ name: 'stream', ...row })), () => 4);

  it('is decoded as it was encoded', () => {
    const head = decode({ number: 1, maxCount: 3, truncateBefore: 'end' });
    expect(decode(JSON.parse(head.encode().toString('utf8')) as object)).toEqual(head);
    expect([head.firstReadableRevision, head.durablySoftDeleted]).toEqual([Infinity, true]);
  });

  it('ignores fractions that earlier versions stored', () => {
    expect(decode({ number: 1, maxCount: 1.5, truncateBefore: 0.5 }).firstReadableRevision).toBe(0);
  });
});
