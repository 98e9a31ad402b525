import { at, DAY, deregisterError, enabling, HOUR, pending, registered } from '@system-landscape/domain/testing';
import { metrics } from '@system-landscape/service-kit';
import { eventually } from '@system-landscape/test-support';
import { ProjectionHarness } from '../testing/projection-harness.js';
import { STORAGES } from '../testing/storages.js';

/** Values by labels; those of series that are 0 are left out. */
async function valuesOf(name: string): Promise<Record<string, number>> {
  const [metric] = (await metrics.getMetricsAsJSON()).filter((each) => each.name === name);
  const series = (metric?.values ?? []).map(({ labels, value }) => [Object.values(labels).join(' '), value] as const);
  return Object.fromEntries(series.filter(([, value]) => value !== 0));
}

describe.each(STORAGES)('Figures of the landscape on %s', (_, startStorage) => {
  let harness: ProjectionHarness;
  beforeEach(async () => {
    harness = await ProjectionHarness.start(await startStorage());
  });
  afterEach(() => harness.stop());

  const reached = (position: string) =>
    eventually(async () => BigInt((await harness.status()).position) >= BigInt(position));

  it('counts systems by type and status: those that were there, and what each commit changes', async () => {
    await harness.append('First', pending());
    await harness.append('Second', registered());
    const first = await harness.startInstance();
    await eventually(async () => (await valuesOf('landscape_systems'))['s4hana-cloud REGISTERED'] === 1);

    const third = await harness.append('Third', pending());
    await eventually(async () => (await valuesOf('landscape_systems'))['s4hana-cloud PENDING'] === 2);
    expect(await valuesOf('landscape_systems')).toEqual({ 's4hana-cloud PENDING': 2, 's4hana-cloud REGISTERED': 1 });
    await reached(third.position);
    await harness.stopInstance(first);
    expect(await valuesOf('landscape_systems')).toEqual({});

    await harness.startInstance();
    await eventually(async () => (await valuesOf('landscape_systems'))['s4hana-cloud PENDING'] === 2);
    expect(await valuesOf('landscape_systems')).toEqual({ 's4hana-cloud PENDING': 2, 's4hana-cloud REGISTERED': 1 });
    expect(await valuesOf('landscape_projection_lag_seconds')).toEqual({});
  });
  it('M-13, M-25: measures tokens that expire soon, open incidents and overdue steps', async () => {
    await harness.append('Waits', pending());
    await harness.append('Has stopped', enabling());
    const { position } = await harness.append('Failed', deregisterError());
    harness.clock.set(at(7 * DAY - 2 * HOUR));
    const instance = await harness.startInstance();
    await reached(position);
    await harness.stopInstance(instance);
    // Measured anew when an instance begins to lead.
    await harness.startInstance();
    await eventually(async () => (await valuesOf('landscape_incidents_open'))['deregistration'] === 1);
    expect(await valuesOf('landscape_tokens_expiring')).toEqual({ '24h': 1 });
    expect(await valuesOf('landscape_incidents_open')).toEqual({ deregistration: 1 });
    const [age] = Object.values(await valuesOf('landscape_incident_age_seconds'));
    expect(age).toBeGreaterThan(6 * (DAY / 1_000));
    const { registration, deregistration } = await valuesOf('landscape_saga_overdue_seconds');
    expect(registration).toBeGreaterThan(6 * (DAY / 1_000));
    expect(deregistration).toBeUndefined();
  });
});
