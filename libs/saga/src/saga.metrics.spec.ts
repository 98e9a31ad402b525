import { metrics } from '@system-landscape/service-kit';
import { countStep } from './saga.metrics.js';

async function failingTenants(): Promise<string[]> {
  const text = await metrics.getSingleMetricAsString('landscape_saga_tenant_failures_total');
  return [...text.matchAll(/tenant="([^"]+)"/g)].map(([, tenant]) => tenant!);
}

const failed = (tenantId: string, step: 'establish-trust' | 'activate-extension' = 'establish-trust') =>
  countStep({ saga: 'registration', step, tenantId, outcome: 'transient' });

it('keeps the series of the fifty tenants that failed last', async () => {
  failed('first');
  failed('second', 'activate-extension');
  failed('second');
  for (let n = 1; n <= 48; n += 1) failed(`tenant-${n}`);
  expect(new Set(await failingTenants()).size).toBe(50);

  failed('first');
  failed('another');
  const tenants = await failingTenants();
  expect(new Set(tenants).size).toBe(50);
  expect(tenants).toEqual(expect.arrayContaining(['first', 'another', 'tenant-1']));
  expect(tenants).not.toContain('second');
});

it('a step that is done or accepted gives a tenant no series', async () => {
  countStep({ saga: 'registration', step: 'establish-trust', tenantId: 'healthy', outcome: 'completed' });
  expect(await failingTenants()).not.toContain('healthy');
});
