import { measure, percentile, summary } from './measure.js';

const row = { id: 'r', title: 'Row', unit: '1/s', ceilingIs: 'bare', goals: { ceiling: 0.5, rival: 1 } };

describe('a measured row', () => {
  it('has one sample of every runner per repetition, beginning with another runner each time', async () => {
    const order: string[] = [];
    const sample = (name: string) => () => {
      order.push(name);
      return Promise.resolve(1);
    };
    const samples = { ours: sample('ours'), ceiling: sample('ceiling'), rival: sample('rival') };
    await measure({ ...row, samples }, 3);
    expect(order.join(' ')).toBe('ours ceiling rival ceiling rival ours rival ours ceiling');
  });

  it('waits for an idle platform after each sample', async () => {
    const order: string[] = [];
    const note = (what: string) => () => {
      order.push(what);
      return Promise.resolve(1);
    };
    const waitUntilIdle = async () => void (await note('waitUntilIdle')());
    await measure({ ...row, samples: { ours: note('ours'), ceiling: note('ceiling') }, waitUntilIdle }, 1);
    expect(order.join(' ')).toBe('ours waitUntilIdle ceiling waitUntilIdle');
  });

  it('has the median of the ratios within each repetition, so that load on all runners changes no ratio', () => {
    const { ratios, figures } = summary(row, { ours: [100, 10, 50], ceiling: [200, 20, 100], rival: [50, 5, 25] });
    expect(ratios).toEqual({ ceiling: { value: 0.5, goal: 0.5 }, rival: { value: 2, goal: 1 } });
    expect(figures.ours).toEqual({ median: 50, spread: 1.8, samples: [100, 10, 50] });
  });

  it('has the mean of the two middle samples as median of an even number', () => {
    expect(summary(row, { ours: [4, 1, 3, 2] }).figures.ours?.median).toBe(2.5);
  });
});

describe('a percentile', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);

  it('is the smallest measured value that this share of the values does not exceed', () => {
    expect([percentile(values, 0.5), percentile(values, 0.99), percentile([7], 0.99)]).toEqual([100, 198, 7]);
  });

  it('throws without values', () => expect(() => percentile([], 0.5)).toThrow('Nothing was measured'));
});
