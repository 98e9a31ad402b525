import { SYSTEM_NAME } from '@system-landscape/domain';
import fc from 'fast-check';
import { mistakeIn } from './system-name.js';

describe('the check of a name while it is typed', () => {
  it.each([
    ['', 'empty', ''],
    [' S/4', 'blank-at-end', ''],
    ['S/4 ', 'blank-at-end', ''],
    ['Prüf-System 😀', 'not-ascii', 'ü 😀'],
    ['x'.repeat(129), 'too-long', ''],
  ])('M-09: %j is told to be %s', (name, mistake, characters) => {
    expect(mistakeIn(name)).toEqual({ mistake, characters });
  });

  it('M-09: finds a mistake exactly where the domain does', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 140 }),
      fc.string({ unit: 'binary', maxLength: 10 }),
      fc.constant(' '),
    );
    fc.assert(fc.property(text, (name) => (mistakeIn(name) === undefined) === SYSTEM_NAME.test(name)));
  });
});
