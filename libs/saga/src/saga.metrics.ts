import type { Step, SystemEvent } from '@system-landscape/domain';
import type { StoredEvent } from '@system-landscape/event-store';
import { metrics } from '@system-landscape/service-kit';
import { Counter, Histogram } from 'prom-client';

/** Tenants whose failures have a series of their own in one process. */
const FAILING_TENANTS = 50;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const stepOutcomes = new Counter({
  name: 'landscape_saga_steps_total',
  help: 'Outcomes of steps that this process has recorded: completed, accepted, transient, permanent',
  labelNames: ['saga', 'step', 'outcome'],
  registers: [metrics],
});
const tenantFailures = new Counter({
  name: 'landscape_saga_tenant_failures_total',
  help: `Failed steps by tenant: transient and permanent ones, of the ${FAILING_TENANTS} tenants that failed last in this process`,
  labelNames: ['saga', 'step', 'tenant'],
  registers: [metrics],
});
const attemptSeconds = new Histogram({
  name: 'landscape_saga_attempt_seconds',
  help: 'From the start of a registration or deregistration to its end (succeeded, failed)',
  labelNames: ['saga', 'outcome'],
  buckets: [0.5, 1, 2.5, 5, 10, 30, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY],
  registers: [metrics],
});
const registrationSeconds = new Histogram({
  name: 'landscape_registration_seconds',
  help: 'From the time that a system was added to Registered, by type: the time that people take is part of it',
  labelNames: ['type'],
  buckets: [5, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY, 14 * DAY],
  registers: [metrics],
});

/** The series of the tenants that have failed, those of the last one at the end. */
const failing = new Map<string, readonly { readonly saga: string; readonly step: Step }[]>();

/** The outcome of a step, where it was recorded. */
export interface RecordedStep {
  readonly saga: string;
  readonly step: Step;
  readonly tenantId: string;
  readonly outcome: 'completed' | 'accepted' | 'transient' | 'permanent';
}

/** Counts the outcome of a step. */
export function countStep({ saga, step, tenantId, outcome }: RecordedStep): void {
  stepOutcomes.inc({ saga, step, outcome });
  if (outcome !== 'transient' && outcome !== 'permanent') return;
  tenantFailures.inc({ saga, step, tenant: tenantId });
  const others = (failing.get(tenantId) ?? []).filter((series) => series.saga !== saga || series.step !== step);
  failing.delete(tenantId);
  failing.set(tenantId, [...others, { saga, step }]);
  if (failing.size > FAILING_TENANTS) forgetFirst();
}

/** Forgets the tenant whose last failure is the longest ago. */
function forgetFirst(): void {
  for (const [tenant, series] of failing) {
    for (const labels of series) tenantFailures.remove({ ...labels, tenant });
    failing.delete(tenant);
    return;
  }
}

const ENDS: Partial<Record<SystemEvent['type'], 'succeeded' | 'failed'>> = {
  SystemRegistered: 'succeeded',
  RegistrationFailed: 'failed',
  SystemDeregistered: 'succeeded',
  DeregistrationFailed: 'failed',
};

/** Measures the attempt if the appended events end it. */
export function measureEnd(
  saga: string,
  { type, createdAt }: { readonly type: string; readonly createdAt: string },
  { startedAt }: { readonly startedAt: string },
  appended: readonly StoredEvent<SystemEvent>[],
): void {
  for (const { event } of appended) {
    const outcome = ENDS[event.type];
    if (!outcome) continue;
    const { occurredAt } = event.metadata;
    attemptSeconds.observe({ saga, outcome }, secondsBetween(startedAt, occurredAt));
    if (event.type === 'SystemRegistered') {
      registrationSeconds.observe({ type }, secondsBetween(createdAt, occurredAt));
    }
  }
}

const secondsBetween = (from: string, to: string) => Math.max(0, Date.parse(to) - Date.parse(from)) / 1_000;
