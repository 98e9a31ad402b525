import { parseInstant, requireInstant } from './instant.js';

describe('instants', () => {
  it.each([
    ['2026-01-05T10:00:00Z', '2026-01-05T10:00:00.000Z'],
    ['2026-01-05t10:00:00z', '2026-01-05T10:00:00.000Z'],
    ['2026-01-05T10:00:00.1239Z', '2026-01-05T10:00:00.123Z'],
    ['2026-01-05T12:00:00+02:00', '2026-01-05T10:00:00.000Z'],
    ['2024-02-29T23:59:59-01:00', '2024-03-01T00:59:59.000Z'],
  ])('reads %s', (text, instant) => expect(parseInstant(text)).toBe(instant));

  it.each([
    '',
    '2026',
    '2026-01-05',
    '2026-01-05 10:00:00Z',
    '2026-01-05T10:00:00',
    '2026-02-30T10:00:00Z',
    '2026-13-01T10:00:00Z',
    '2026-01-05T24:00:00Z',
    '2026-01-05T10:60:00Z',
    ' 2026-01-05T10:00:00Z',
    '2026-01-05T10:00:00Z; drop',
  ])('does not take %j for one', (text) => {
    expect(parseInstant(text)).toBeUndefined();
    expect(() => requireInstant('dueAt', text)).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED' }) as Error,
    );
  });
});
