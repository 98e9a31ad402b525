import { correlationIdOf } from './correlation-id.js';

const UUID = /^[0-9a-f-]{36}$/;

describe('correlationIdOf', () => {
  it.each(['a', 'request-1', 'A.b_c:d-9', 'x'.repeat(128)])('keeps %s', (header) => {
    expect(correlationIdOf(header)).toBe(header);
  });

  it.each([undefined, '', 'x'.repeat(129), 'a b', 'a\nb', 'ä', '{"a":1}', '<script>'])(
    'makes a new one instead of %j',
    (header) => {
      expect(correlationIdOf(header)).toMatch(UUID);
    },
  );

  it('makes a new one instead of several', () => {
    expect(correlationIdOf(['a', 'b'])).toMatch(UUID);
  });
});
