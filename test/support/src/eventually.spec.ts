import { eventually } from './eventually.js';

describe('eventually', () => {
  it('returns the first truthy answer', async () => {
    let looks = 0;
    expect(await eventually(() => (++looks >= 3 ? looks : undefined), { everyMs: 1 })).toBe(3);
  });

  it('says what it waited for and what the last look said', async () => {
    const never = () => {
      throw new Error('still ADDED');
    };
    await expect(eventually(never, { deadlineMs: 5, everyMs: 1, what: 'registered' })).rejects.toThrow(
      /Not within 5 ms \(\d+ looks\): registered\nLast look: still ADDED/,
    );
  });
});
