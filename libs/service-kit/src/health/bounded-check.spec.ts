import { BoundedCheck } from './health.module.js';

describe('a health check', () => {
  it('has an outcome within its bound whatever hangs, and is not begun again while it runs', async () => {
    let begun = 0;
    let answer: () => void = () => undefined;
    const hanging = () => {
      begun += 1;
      return new Promise<void>((resolve) => (answer = resolve));
    };
    const check = new BoundedCheck(hanging, 20);
    await expect(check.run()).rejects.toThrow('No answer within 0.02 s');
    await expect(check.run()).rejects.toThrow('No answer within 0.02 s');
    expect(begun).toBe(1);
    const late = check.run();
    answer();
    await late;
  });

  it('rejects with the reason', async () => {
    const failing = new BoundedCheck(() => Promise.reject(new Error('The store is down')));
    await expect(failing.run()).rejects.toThrow('The store is down');
  });
});
