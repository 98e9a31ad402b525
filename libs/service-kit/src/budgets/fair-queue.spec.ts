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

  it('lets one owner run no more jobs at the same time than its part, and passes over it until one has ended', async () => {
    const queue = new FairQueue(3, 2);
    const began: string[] = [];
    const ends = new Map<string, () => void>();
    const job = (name: string) => () => {
      began.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    };
    const greedy = [1, 2, 3].map((n) => queue.run('greedy', job(`greedy ${n}`)));
    const modest = [1, 2].map((n) => queue.run('modest', job(`modest ${n}`)));
    await Promise.resolve();
    expect(began).toEqual(['greedy 1', 'greedy 2', 'modest 1']);
    ends.get('modest 1')!();
    await modest[0];
    expect(began.slice(3)).toEqual(['modest 2']);
    ends.get('greedy 1')!();
    await greedy[0];
    expect(began.slice(4)).toEqual(['greedy 3']);
    expect(queue.isIdle).toBe(false);
    for (const end of ends.values()) end();
    await Promise.all([...greedy, ...modest]);
    expect(queue.isIdle).toBe(true);
  });
});
