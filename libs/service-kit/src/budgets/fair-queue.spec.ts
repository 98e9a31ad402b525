import { FairQueue } from './fair-queue.js';

describe('a fair queue', () => {
  it('lets owners take turns, however many jobs one of them has', async () => {
    const queue = new FairQueue(1);
    const began: string[] = [];
    const job = (name: string) => () => Promise.resolve(began.push(name));
    await Promise.all([
      ...[1, 2, 3, 4].map((n) => queue.run('greedy', job(`greedy ${n}`))),
      ...[1, 2].map((n) => queue.run('modest', job(`modest ${n}`))),
    ]);
    expect(began).toEqual(['greedy 1', 'greedy 2', 'modest 1', 'greedy 3', 'modest 2', 'greedy 4']);
  });

  it('runs as many jobs as it may, also after failures', async () => {
    const queue = new FairQueue(2);
    let running = 0;
    const most: number[] = [];
    const job = async (index: number) => {
      most.push((running += 1));
      await Promise.resolve();
      running -= 1;
      if (index % 3 === 0) throw new Error('failed');
      return index;
    };
    const results = await Promise.allSettled([...Array(20).keys()].map((index) => queue.run('a', () => job(index))));
    expect(Math.max(...most)).toBe(2);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(7);
    await expect(queue.run('a', () => Promise.resolve('still here'))).resolves.toBe('still here');
  });
});
