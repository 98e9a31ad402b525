import { requireInstant } from './instant.js';

describe('instants in queries', () => {
  it('are converted to UTC', () =>
    expect(requireInstant('dueAt', '2026-01-05T12:00:00+02:00')).toBe('2026-01-05T10:00:00.000Z'));

  it('are refused with the name of the field', () => {
    expect(() => requireInstant('dueAt', '2026-02-30T10:00:00Z')).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED' }) as Error,
    );
  });
});
