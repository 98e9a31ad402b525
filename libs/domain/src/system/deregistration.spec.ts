import { systemIdOf } from '../identity/ids.js';
import {
  accepted,
  added,
  at,
  completed,
  DAY,
  delayed,
  deregistered,
  deregistering,
  deregisterError,
  deregistrationStarted,
  enabling,
  entitled,
  failed,
  given,
  HOUR,
  inFormation,
  lastTearDownStep,
  MINUTE,
  NAME_ID,
  OTHER_TENANT,
  pending,
  registered,
  REJECTED,
  removed,
  requested,
  SYSTEM,
  TENANT,
  UNREACHABLE,
} from '../testing/index.js';
import type { StepReport } from './attempt.js';
import {
  continueDeregistration,
  DEREGISTRATION_STEPS,
  recordDeregistrationStep,
  resolveIncident,
  startDeregistration,
  type StartDeregistration,
} from './deregistration.js';
import { STEPS, type Step, type SystemEvent } from './system.events.js';

const [FIRST, SECOND, , LAST] = DEREGISTRATION_STEPS as [Step, Step, Step, Step];
const timing = { deadlineMs: HOUR, watchdogMs: 5 * MINUTE };
const start: StartDeregistration = { ...timing, systemId: SYSTEM, startedBy: 'account', now: at(0) };
const byTenant: StartDeregistration = {
  ...start,
  startedBy: 'tenant',
  extension: { extensionId: `${SYSTEM}-x1`, tenantId: TENANT },
};

describe('Starting a deregistration', () => {
  it('R7: starts an attempt and requests its first step; the extension is Disabling', () => {
    const state = given(...registered())
      .when(startDeregistration, start)
      .then(deregistrationStarted(), requested('Deregistration', 2, FIRST));
    expect(state).toMatchObject({ status: 'DEREGISTERING', extension: { status: 'DISABLING' } });
  });

  it('R7: runs the steps of the registration in reverse order', () => {
    expect(DEREGISTRATION_STEPS).toEqual([...STEPS].reverse());
  });

  it('M-24: is refused while the system has references, and names every formation and entitlement configuration', () => {
    const refusal = given(...registered(), inFormation(), entitled())
      .when(startDeregistration, start)
      .thenRefused('DEREGISTER_BLOCKED_REFERENCES', {
        blockers: [
          { kind: 'entitlement', id: `${SYSTEM}-e1`, name: 's4-hana-cloud (messaging) in dev' },
          { kind: 'formation', id: 'formation-1', name: 'Production' },
        ],
      });
    expect(refusal.message).toContain('formation "Production"');
  });

  it('M-24: names at most a hundred references, and the number of the others', () => {
    const formations = Array.from({ length: 130 }, (_, index) =>
      inFormation(`formation-${index}`, `Formation ${index}`),
    );
    const refusal = given(...registered(), ...formations)
      .when(startDeregistration, start)
      .thenRefused('DEREGISTER_BLOCKED_REFERENCES');
    expect(refusal.more.blockers).toHaveLength(100);
    expect(refusal.message).toMatch(/formation "Formation 99" and 30 more\. Remove it there first\.$/);
  });

  it('M-24: is possible once the last reference is removed', () => {
    given(...registered(), entitled(), {
      type: 'EntitlementConfigurationRemoved',
      data: { systemId: SYSTEM, entitlementConfigurationId: `${SYSTEM}-e1` },
    })
      .when(startDeregistration, start)
      .thenTypes('DeregistrationStarted', 'DeregistrationStepRequested');
  });

  it('R10 M-26: is refused in every other status, each with its own reason', () => {
    const reasons = [pending(), failed(), deregistering(), deregisterError(), deregistered()].map(
      (events) =>
        given(...events)
          .when(startDeregistration, start)
          .thenRefused('DEREGISTER_BLOCKED_STATUS').message,
    );
    expect(new Set(reasons).size).toBe(reasons.length);
    given(...enabling())
      .when(startDeregistration, start)
      .thenRefused('DEREGISTER_BLOCKED_STATUS');
    given(...removed())
      .when(startDeregistration, start)
      .thenRefused('DEREGISTER_BLOCKED_STATUS');
  });

  it('M-26: is refused for a system whose name has a new life, and for an unknown one', () => {
    given(...deregistered(), added({ systemId: systemIdOf(NAME_ID, 2), life: 2 }))
      .when(startDeregistration, start)
      .thenRefused('DEREGISTER_BLOCKED_STATUS');
    given().when(startDeregistration, start).thenRefused('NOT_FOUND');
  });

  it('N-10: the tenant starts it by deleting its Enabled extension', () => {
    given(...registered())
      .when(startDeregistration, byTenant)
      .then(
        { type: 'DeregistrationStarted', data: { ...deregistrationStarted().data, startedBy: 'tenant' } },
        requested('Deregistration', 2, FIRST),
      );
    given(...registered(), inFormation())
      .when(startDeregistration, byTenant)
      .thenRefused('DEREGISTER_BLOCKED_REFERENCES');
  });

  it('N-10 M-25: deleting the extension is refused while an attempt runs or an incident is open', () => {
    for (const events of [enabling(), deregistering(), deregisterError()]) {
      given(...events)
        .when(startDeregistration, byTenant)
        .thenRefused('EXTENSION_BUSY');
    }
  });

  it('N-10: refuses an extension of another tenant or a deleted one', () => {
    given(...registered())
      .when(startDeregistration, { ...byTenant, extension: { extensionId: `${SYSTEM}-x1`, tenantId: OTHER_TENANT } })
      .thenRefused('NOT_FOUND');
    given(...deregistered())
      .when(startDeregistration, byTenant)
      .thenRefused('NOT_FOUND');
    given(...deregistered(), added({ systemId: systemIdOf(NAME_ID, 2), life: 2 }))
      .when(startDeregistration, byTenant)
      .thenRefused('NOT_FOUND');
  });
});

const report = (outcome: StepReport['outcome'], more: Partial<StepReport> = {}): StepReport => ({
  systemId: SYSTEM,
  attempt: 2,
  step: FIRST,
  try: 1,
  expectedNextActionAt: at(5 * MINUTE).toISOString(),
  outcome,
  now: at(MINUTE),
  watchdogMs: 5 * MINUTE,
  ...more,
});

const incident = {
  component: 'BC-NEO-EXT-S4C',
  correlationId: 'correlation-1',
  step: FIRST,
  lastAnswer: REJECTED,
};

describe('The steps of a deregistration', () => {
  it('R8: the outcome of a step and the request of the next one are one append', () => {
    given(...deregistering())
      .when(recordDeregistrationStep, report({ kind: 'completed' }))
      .then(completed('Deregistration', 2, FIRST), requested('Deregistration', 2, SECOND, 1, 6 * MINUTE));
  });

  it('R8: the last step ends the system and its extension', () => {
    const state = given(...lastTearDownStep())
      .when(recordDeregistrationStep, report({ kind: 'completed' }, { step: LAST }))
      .thenTypes('DeregistrationStepCompleted', 'SystemDeregistered');
    expect(state).toMatchObject({ status: 'DEREGISTERED', extension: null, tenantId: TENANT });
  });

  it('R9 M-25: a permanent failure opens an incident with component, correlation id and failing step', () => {
    const state = given(...deregistering())
      .when(recordDeregistrationStep, report({ kind: 'permanent', reason: REJECTED }))
      .then({
        type: 'DeregistrationFailed',
        data: { systemId: SYSTEM, attempt: 2, step: FIRST, reason: REJECTED, incident },
      });
    expect(state).toMatchObject({ status: 'DEREGISTER_ERROR', incident, extension: { status: 'DISABLING' } });
  });

  it('R9: waiting and delays are events, as in a registration', () => {
    const nextActionAt = at(2 * MINUTE);
    given(...deregistering())
      .when(recordDeregistrationStep, report({ kind: 'transient', reason: UNREACHABLE, nextActionAt }))
      .then(delayed('Deregistration', 2, FIRST, 1, 2 * MINUTE));
    given(...deregistering())
      .when(recordDeregistrationStep, report({ kind: 'accepted', location: '/operations/1', nextActionAt }))
      .then(accepted('Deregistration', 2, FIRST, 0, 2 * MINUTE));
  });

  it('R8 R9: stale reports yield no event', () => {
    given(...deregistering())
      .when(recordDeregistrationStep, report({ kind: 'completed' }, { attempt: 1 }))
      .thenNothing();
    given(...deregistering())
      .when(recordDeregistrationStep, report({ kind: 'completed' }, { step: LAST }))
      .thenNothing();
    for (const events of [[], registered(), deregisterError(), deregistered(), enabling()]) {
      given(...events)
        .when(recordDeregistrationStep, report({ kind: 'permanent', reason: REJECTED }))
        .thenNothing();
    }
  });

  it('R9: an attempt fails at its deadline; before it, a due step is tried again', () => {
    const due = (milliseconds: number) => ({ systemId: SYSTEM, now: at(milliseconds), watchdogMs: 5 * MINUTE });
    given(...deregistering(), delayed('Deregistration', 2, FIRST))
      .when(continueDeregistration, due(MINUTE))
      .then(requested('Deregistration', 2, FIRST, 2, 6 * MINUTE));
    given(...deregistering(), accepted('Deregistration', 2, FIRST))
      .when(continueDeregistration, due(MINUTE))
      .thenNothing();
    const state = given(...deregistering(), accepted('Deregistration', 2, FIRST))
      .when(continueDeregistration, due(HOUR))
      .thenTypes('DeregistrationFailed');
    expect(state).toMatchObject({
      incident: { correlationId: 'correlation-1', lastAnswer: { code: 'DEADLINE_EXCEEDED' } },
    });
    given(...registered())
      .when(continueDeregistration, due(DAY))
      .thenNothing();
  });
});

describe('Resolving an incident', () => {
  const resolve = { ...timing, systemId: SYSTEM, note: 'Corrected in the tenant', now: at(0) };
  const resolved = (action: 'retry' | 'confirm-removed'): SystemEvent => ({
    type: 'IncidentResolved',
    data: { systemId: SYSTEM, action, note: resolve.note },
  });

  it('R12: a retry is a new attempt with a higher number, from the first step on', () => {
    const state = given(...deregisterError())
      .when(resolveIncident, { ...resolve, action: 'retry' })
      .then(
        resolved('retry'),
        { type: 'DeregistrationStarted', data: { ...deregistrationStarted(3).data, startedBy: 'operator' } },
        requested('Deregistration', 3, FIRST),
      );
    expect(state).toMatchObject({ status: 'DEREGISTERING', attempts: 3 });
  });

  it('R12: confirming that the tenant side is removed ends the system and frees the name', () => {
    const state = given(...deregisterError())
      .when(resolveIncident, { ...resolve, action: 'confirm-removed' })
      .then(resolved('confirm-removed'), {
        type: 'SystemDeregistered',
        data: {
          systemId: SYSTEM,
          attempt: 2,
          extensionId: `${SYSTEM}-x1`,
          tenantId: TENANT,
          confirmedByOperator: true,
        },
      });
    expect(state).toMatchObject({ status: 'DEREGISTERED', extension: null });
  });

  it('R12: is refused without an open incident', () => {
    for (const events of [[], registered(), deregistering(), deregistered()]) {
      given(...events)
        .when(resolveIncident, { ...resolve, action: 'retry' })
        .thenRefused('NOT_FOUND');
    }
  });
});
