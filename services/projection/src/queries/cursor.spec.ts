import * as fc from 'fast-check';
import { decodeCursor, encodeCursor, isTime, matches } from './cursor.js';

const INVALID = expect.objectContaining({ code: 'VALIDATION_FAILED' }) as Error;

const anything = () => true;

describe('cursors', () => {
  it('decode to the key that was encoded', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ unit: 'grapheme' })), (list, key) => {
        expect(
          decodeCursor(
            list,
            encodeCursor(list, key),
            key.map(() => anything),
          ),
        ).toEqual(key);
      }),
    );
  });

  it('are refused with VALIDATION_FAILED when they are any other text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.json().map((text) => Buffer.from(text).toString('base64url')),
        ),
        (cursor) => {
          expect(() => decodeCursor('list', cursor, [isTime, matches(/^\d+$/)])).toThrow(INVALID);
        },
      ),
    );
  });

  it.each(['0000-01-01T00:00:00.000Z', '-000001-12-31T23:00:00.000Z', '+010000-01-01T00:59:59.000Z'])(
    'are refused with the time %s, which databases reject',
    (time) => {
      expect(() => decodeCursor('list', encodeCursor('list', [time]), [isTime])).toThrow(INVALID);
    },
  );

  it('are valid for one list only, with all values of its key', () => {
    const cursor = encodeCursor('one', ['1', '2']);
    for (const [list, checks] of [
      ['other', 2],
      ['one', 1],
      ['one', 3],
    ] as const) {
      expect(() => decodeCursor(list, cursor, Array<() => boolean>(checks).fill(anything))).toThrow('cursor must be');
    }
  });
});
