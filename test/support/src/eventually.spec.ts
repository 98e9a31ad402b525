import { eventually } from './eventually.js';

describe('eventually', () => {
  it('returns the first truthy result', async () => {
    let checks = 0;
    expect(await eventually(() => (++checks >= 3 ? checks : undefined), { everyMs: 1 })).toBe(3);
  });

  it('throws with the name of the condition and the result of its last check', async () => {
    const never = () => {
      throw new Error('still ADDED');
    };
    await expect(eventually(never, { deadlineMs: 5, everyMs: 1, what: 'registered' })).rejects.toThrow(
      /Not within 5 ms \(\d+ checks\): registered\nLast check: still ADDED/,
    );
  });
});
