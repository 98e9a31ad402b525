import { SYSTEM_NAME } from '@system-landscape/domain';
import fc from 'fast-check';
import { nameErrorIn } from './system-name.js';

describe('the validation of a name', () => {
  it.each([
    ['', 'empty', ''],
    [' S/4', 'blank-at-end', ''],
    ['S/4 ', 'blank-at-end', ''],
    ['Prüf-System 😀', 'not-ascii', 'ü 😀'],
    ['x'.repeat(129), 'too-long', ''],
  ])('M-09: %j is %s', (name, error, characters) => {
    expect(nameErrorIn(name)).toEqual({ error, characters });
  });

  it('M-09: rejects exactly what the domain rejects', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 140 }),
      fc.string({ unit: 'binary', maxLength: 10 }),
      fc.constant(' '),
    );
    fc.assert(fc.property(text, (name) => (nameErrorIn(name) === undefined) === SYSTEM_NAME.test(name)));
  });
});
