import { Counter, Gauge, Histogram, Registry, Summary } from 'prom-client';
import { dataOf } from './prometheus-metrics.js';

let registry: Registry;
beforeEach(() => (registry = new Registry()));

async function converted() {
  const [metric] = await registry.getMetricsAsJSON();
  return dataOf(metric!);
}

it('a histogram has its buckets one by one, and one point for each set of labels', async () => {
  const options = { name: 'landscape_x_seconds', help: 'x', labelNames: ['target'], buckets: [1, 5] };
  const histogram = new Histogram({ ...options, registers: [registry] });
  for (const value of [0.5, 3, 4, 9]) histogram.observe({ target: 'a' }, value);
  histogram.observe({ target: 'b' }, 2);
  expect(await converted()).toMatchObject({
    descriptor: { name: 'landscape_x_seconds', unit: 's' },
    dataPoints: [
      {
        attributes: { target: 'a' },
        value: { buckets: { boundaries: [1, 5], counts: [1, 2, 1] }, sum: 16.5, count: 4 },
      },
      { attributes: { target: 'b' }, value: { buckets: { boundaries: [1, 5], counts: [0, 1, 0] }, sum: 2, count: 1 } },
    ],
  });
});

it('a counter is a monotonic sum, a gauge is a gauge', async () => {
  new Counter({ name: 'c_total', help: 'c', labelNames: ['n'], registers: [registry] }).inc({ n: 7 }, 2);
  const data = await converted();
  expect(data).toMatchObject({ isMonotonic: true, dataPoints: [{ attributes: { n: '7' }, value: 2 }] });
  registry.clear();
  new Gauge({ name: 'g_bytes', help: 'g', registers: [registry] }).set(-3);
  expect(await converted()).toMatchObject({ descriptor: { unit: 'By' }, dataPoints: [{ value: -3 }] });
});

it('a type that none of ours has is left out', async () => {
  new Summary({ name: 's', help: 's', registers: [registry] }).observe(1);
  expect(await converted()).toBeUndefined();
});
