import {
  accepted,
  at,
  completed,
  DAY,
  delayed,
  deregistered,
  deregistering,
  enabling,
  extensionDeleted,
  failed,
  given,
  HOUR,
  issued,
  lastStep,
  MINUTE,
  NAME_ID,
  OTHER_TENANT,
  pending,
  redeemed,
  registered,
  registrationFailed,
  registrationStarted,
  REJECTED,
  removed,
  requested,
  SYSTEM,
  TENANT,
  UNREACHABLE,
} from '../testing/index.js';
import { systemIdOf } from '../identity/ids.js';
import { added } from '../testing/sample-events.js';
import type { StepReport } from './attempt.js';
import {
  continueRegistration,
  deleteFailedExtension,
  recordRegistrationStep,
  recordReversal,
  redeemToken,
  type RedeemToken,
} from './registration.js';
import { STEPS, type SystemEvent } from './system.events.js';
import { versionOfLife } from './system.queries.js';

const [FIRST, SECOND] = STEPS;
const timing = { deadlineMs: HOUR, watchdogMs: 5 * MINUTE };
const redeem: RedeemToken = { ...timing, tokenId: 'token-1', systemId: SYSTEM, tenantId: TENANT, now: at(0) };
const again: RedeemToken = { ...redeem, tokenId: 'token-2' };
const failedWithNewToken = [...failed(), issued({ tokenId: 'token-2', reason: 'AFTER_ERROR' })];

describe('Redeeming a token', () => {
  it('R3 M-04 M-19: uses the token, creates the extension, starts the registration and requests its first step', () => {
    const state = given(...pending())
      .when(redeemToken, redeem)
      .then(redeemed(), registrationStarted(), requested('Registration', 1, FIRST));
    expect(state).toMatchObject({
      status: 'PENDING',
      tokens: { token: { tokenId: 'token-1', state: 'USED' }, before: null },
      extension: { extensionId: `${SYSTEM}-x1`, tenantId: TENANT, status: 'ENABLING' },
    });
  });

  it('M-13: is possible until the last millisecond of the validity', () => {
    given(...pending())
      .when(redeemToken, { ...redeem, now: at(168 * HOUR - 1) })
      .thenTypes('IntegrationTokenRedeemed', 'RegistrationStarted', 'RegistrationStepRequested');
    given(...pending())
      .when(redeemToken, { ...redeem, now: at(168 * HOUR) })
      .thenRefused('TOKEN_EXPIRED');
  });

  it('M-14 M-15: an expired token registers nothing; the next one completes the same registration', () => {
    const replaced: SystemEvent[] = [
      ...pending(),
      { type: 'IntegrationTokenExpired', data: { systemId: SYSTEM, tokenId: 'token-1' } },
      issued({ tokenId: 'token-2', reason: 'EXPIRED', expiresAt: at(15 * DAY).toISOString() }),
    ];
    given(...replaced)
      .when(redeemToken, { ...redeem, now: at(8 * DAY) })
      .thenRefused('TOKEN_EXPIRED');
    given(...replaced)
      .when(redeemToken, { ...again, now: at(8 * DAY) })
      .thenTypes('IntegrationTokenRedeemed', 'RegistrationStarted', 'RegistrationStepRequested');
  });

  it('M-16 N-14: a token works once, whatever the result of its registration', () => {
    for (const events of [enabling(), registered(), failed(), [...failed(), extensionDeleted()], deregistered()]) {
      given(...events)
        .when(redeemToken, redeem)
        .thenRefused('TOKEN_USED');
    }
  });

  it('M-16: a token is revoked when its registration is cancelled', () => {
    given(...removed())
      .when(redeemToken, redeem)
      .thenRefused('TOKEN_REVOKED');
  });

  it('M-16: a token is for one system', () => {
    given(...pending())
      .when(redeemToken, { ...redeem, systemId: systemIdOf(NAME_ID, 2) })
      .thenRefused('TOKEN_INVALID');
    given(...pending())
      .when(redeemToken, { ...redeem, tokenId: 'toString' })
      .thenRefused('TOKEN_INVALID');
    given().when(redeemToken, redeem).thenRefused('TOKEN_INVALID');
  });

  it('R3 N-02: refuses a tenant of another type; a tenant of unknown type is not checked', () => {
    given(...pending())
      .when(redeemToken, { ...redeem, tenantSystemTypes: ['successfactors'] })
      .thenRefused('TOKEN_TYPE_MISMATCH');
    given(...pending())
      .when(redeemToken, { ...redeem, tenantSystemTypes: ['successfactors', 's4hana-cloud'] })
      .thenTypes('IntegrationTokenRedeemed', 'RegistrationStarted', 'RegistrationStepRequested');
  });

  it('M-22 R6: is refused while the failed extension exists, and possible once it is deleted', () => {
    given(...failedWithNewToken)
      .when(redeemToken, again)
      .thenRefused('FAILED_EXTENSION_EXISTS');
    const state = given(...failedWithNewToken, extensionDeleted())
      .when(redeemToken, again)
      .then(
        redeemed({ tokenId: 'token-2', extensionId: `${SYSTEM}-x2` }),
        registrationStarted(2, 2),
        requested('Registration', 2, FIRST),
      );
    expect(state).toMatchObject({ status: 'PENDING', attempts: 2 });
  });

  it('X-12: only the tenant it was registered with redeems the token of a re-registration', () => {
    const bound = [
      ...deregistered(),
      issued({ tokenId: 'token-2', reason: 'REREGISTRATION', boundToTenantId: TENANT }),
    ];
    given(...bound)
      .when(redeemToken, { ...again, tenantId: OTHER_TENANT })
      .thenRefused('TENANT_MISMATCH');
    const state = given(...bound)
      .when(redeemToken, again)
      .thenTypes('IntegrationTokenRedeemed', 'RegistrationStarted', 'RegistrationStepRequested');
    expect(state.attempts).toBe(3);
  });

  it('R3: refuses in the order used, revoked, expired, type, tenant, failed extension', () => {
    const invalidInAllWays: RedeemToken = {
      ...again,
      tenantId: OTHER_TENANT,
      tenantSystemTypes: ['successfactors'],
      now: at(30 * DAY),
    };
    const token = issued({ tokenId: 'token-2', boundToTenantId: TENANT });
    const ended = (type: 'IntegrationTokenRevoked' | 'IntegrationTokenExpired'): SystemEvent =>
      type === 'IntegrationTokenRevoked'
        ? { type, data: { systemId: SYSTEM, tokenId: 'token-2', reason: 'REPLACED' } }
        : { type, data: { systemId: SYSTEM, tokenId: 'token-2' } };
    const state = [...failed(), token];

    given(...state, redeemed({ tokenId: 'token-2' }))
      .when(redeemToken, invalidInAllWays)
      .thenRefused('TOKEN_USED');
    given(...state, ended('IntegrationTokenRevoked'))
      .when(redeemToken, invalidInAllWays)
      .thenRefused('TOKEN_REVOKED');
    given(...state, ended('IntegrationTokenExpired'))
      .when(redeemToken, invalidInAllWays)
      .thenRefused('TOKEN_EXPIRED');
    given(...state)
      .when(redeemToken, invalidInAllWays)
      .thenRefused('TOKEN_EXPIRED');
    const inTime = { ...invalidInAllWays, now: at(0) };
    given(...state)
      .when(redeemToken, inTime)
      .thenRefused('TOKEN_TYPE_MISMATCH');
    given(...state)
      .when(redeemToken, { ...inTime, tenantSystemTypes: undefined })
      .thenRefused('TENANT_MISMATCH');
    given(...state)
      .when(redeemToken, { ...inTime, tenantSystemTypes: undefined, tenantId: TENANT })
      .thenRefused('FAILED_EXTENSION_EXISTS');
  });
});

const report = (outcome: StepReport['outcome'], more: Partial<StepReport> = {}): StepReport => ({
  systemId: SYSTEM,
  attempt: 1,
  step: FIRST,
  try: 1,
  expectedNextActionAt: at(5 * MINUTE).toISOString(),
  outcome,
  now: at(MINUTE),
  watchdogMs: 5 * MINUTE,
  ...more,
});
const acceptedUntil = (milliseconds: number): StepReport['outcome'] => ({
  kind: 'accepted',
  location: '/operations/1',
  nextActionAt: at(milliseconds),
});
const transientUntil = (milliseconds: number): StepReport['outcome'] => ({
  kind: 'transient',
  reason: UNREACHABLE,
  nextActionAt: at(milliseconds),
});

describe('The steps of a registration', () => {
  it('R4: the outcome of a step and the request of the next one are one append', () => {
    given(...enabling())
      .when(recordRegistrationStep, report({ kind: 'completed' }))
      .then(completed('Registration', 1, FIRST), requested('Registration', 1, SECOND, 1, 6 * MINUTE));
  });

  it('R4: the last step completes the registration: Registered, extension Enabled', () => {
    const state = given(...lastStep())
      .when(recordRegistrationStep, report({ kind: 'completed' }, { step: STEPS[3] }))
      .thenTypes('RegistrationStepCompleted', 'SystemRegistered');
    expect(state).toMatchObject({ status: 'REGISTERED', tenantId: TENANT, extension: { status: 'ENABLED' } });
  });

  it('R5: a permanent failure ends in Error, keeps the reason, and lists the steps to reverse, the last one first', () => {
    const events = [...enabling(), completed('Registration', 1, FIRST), requested('Registration', 1, SECOND)];
    const state = given(...events)
      .when(recordRegistrationStep, report({ kind: 'permanent', reason: REJECTED }, { step: SECOND }))
      .then({
        type: 'RegistrationFailed',
        data: { ...registrationFailed().data, step: SECOND, reason: REJECTED, takeBack: [SECOND, FIRST] },
      });
    expect(state).toMatchObject({
      status: 'ERROR',
      extension: { status: 'FAILED' },
      pendingReverse: { attempt: 1, takeBack: [SECOND, FIRST] },
    });
  });

  it('M-23: a transient failure is recorded as a delay with the time of the next try', () => {
    const state = given(...enabling())
      .when(recordRegistrationStep, report(transientUntil(2 * MINUTE)))
      .then(delayed('Registration', 1, FIRST, 1, 2 * MINUTE));
    expect(state).toMatchObject({ status: 'PENDING', registration: { progress: { state: 'DELAYED', try: 1 } } });
  });

  it('M-23: an accepted step is polled at its location, and polls are counted', () => {
    given(...enabling())
      .when(recordRegistrationStep, report(acceptedUntil(MINUTE)))
      .then(accepted('Registration', 1, FIRST, 0, MINUTE));
    given(...enabling(), accepted('Registration', 1, FIRST, 0, MINUTE))
      .when(
        recordRegistrationStep,
        report(acceptedUntil(3 * MINUTE), { expectedNextActionAt: at(MINUTE).toISOString() }),
      )
      .then(accepted('Registration', 1, FIRST, 1, 3 * MINUTE));
  });

  it('M-23: a failed poll keeps the location and is counted, so that the interval between polls can grow', () => {
    const { state } = given(
      ...enabling(),
      accepted('Registration', 1, FIRST, 4, MINUTE),
      delayed('Registration', 1, FIRST, 1, 2 * MINUTE),
    );
    expect(state).toMatchObject({
      registration: { progress: { location: '/operations/1', polls: 5, lastError: UNREACHABLE } },
    });
  });

  it('M-23: the next action is never later than the deadline of the attempt', () => {
    given(...enabling())
      .when(recordRegistrationStep, report(acceptedUntil(DAY)))
      .then(accepted('Registration', 1, FIRST, 0, HOUR));
    given(...enabling())
      .when(recordRegistrationStep, report(transientUntil(DAY)))
      .then(delayed('Registration', 1, FIRST, 1, HOUR));
  });

  it('R4: the completion of a step counts for any try, also when the try is unknown', () => {
    const secondTry = [...enabling(), delayed('Registration', 1, FIRST), requested('Registration', 1, FIRST, 2)];
    for (const number of [1, 2, undefined]) {
      given(...secondTry)
        .when(recordRegistrationStep, report({ kind: 'completed' }, { try: number }))
        .thenTypes('RegistrationStepCompleted', 'RegistrationStepRequested');
    }
  });

  it('R4 R5: stale reports yield no event', () => {
    const secondTry = [...enabling(), delayed('Registration', 1, FIRST), requested('Registration', 1, FIRST, 2)];
    const stale: [string, readonly SystemEvent[], StepReport][] = [
      ['another attempt', enabling(), report({ kind: 'completed' }, { attempt: 2 })],
      ['another step', enabling(), report({ kind: 'completed' }, { step: SECOND })],
      ['failure of an earlier try', secondTry, report({ kind: 'permanent', reason: REJECTED })],
      ['delay of an earlier try', secondTry, report(transientUntil(HOUR / 2))],
      ['outdated waiting', enabling(), report(acceptedUntil(MINUTE), { expectedNextActionAt: at(1).toISOString() })],
      ['an outdated delay', enabling(), report(transientUntil(MINUTE), { expectedNextActionAt: undefined })],
      ['no registration runs', pending(), report({ kind: 'completed' })],
      ['it is registered', registered(), report({ kind: 'completed' }, { step: STEPS[3] })],
      ['it has failed', failed(), report({ kind: 'completed' })],
      ['it is being deregistered', deregistering(), report({ kind: 'completed' })],
      ['the system is unknown', [], report({ kind: 'completed' })],
    ];
    for (const [, events, late] of stale)
      given(...events)
        .when(recordRegistrationStep, late)
        .thenNothing();
  });

  it('R4: the same waiting time reported twice is recorded once', () => {
    const sameTime = { expectedNextActionAt: at(MINUTE).toISOString() };
    given(...enabling(), accepted('Registration', 1, FIRST, 0, MINUTE))
      .when(recordRegistrationStep, report(acceptedUntil(MINUTE), sameTime))
      .thenNothing();
    given(...enabling(), delayed('Registration', 1, FIRST, 1, MINUTE))
      .when(recordRegistrationStep, report(transientUntil(MINUTE), sameTime))
      .thenNothing();
  });
});

describe('The due actions of a registration', () => {
  const due = (milliseconds: number) => ({ systemId: SYSTEM, now: at(milliseconds), watchdogMs: 5 * MINUTE });

  it('M-23: a delayed step is tried again at the time of its next action, not before', () => {
    const events = [...enabling(), delayed('Registration', 1, FIRST, 1, MINUTE)];
    given(...events)
      .when(continueRegistration, due(MINUTE - 1))
      .thenNothing();
    const state = given(...events)
      .when(continueRegistration, due(MINUTE))
      .then(requested('Registration', 1, FIRST, 2, 6 * MINUTE));
    expect(state).toMatchObject({ registration: { progress: { lastError: UNREACHABLE } } });
  });

  it('M-23: a step whose hint was lost is requested again', () => {
    given(...enabling())
      .when(continueRegistration, due(5 * MINUTE))
      .then(requested('Registration', 1, FIRST, 2, 10 * MINUTE));
  });

  it('M-23: polling an accepted step yields no event', () => {
    given(...enabling(), accepted('Registration', 1, FIRST))
      .when(continueRegistration, due(30 * MINUTE))
      .thenNothing();
  });

  it('R5: an attempt fails at its deadline, with the last error in the reason', () => {
    for (const waiting of [
      requested('Registration', 1, FIRST, 2),
      accepted('Registration', 1, FIRST),
      delayed('Registration', 1, FIRST),
    ]) {
      const state = given(...enabling(), waiting)
        .when(continueRegistration, due(HOUR))
        .thenTypes('RegistrationFailed');
      expect(state.status).toBe('ERROR');
    }
    const decision = continueRegistration(due(HOUR), given(...enabling(), delayed('Registration', 1, FIRST)).state);
    expect(decision).toMatchObject([
      {
        data: {
          reason: { code: 'DEADLINE_EXCEEDED', message: expect.stringContaining(UNREACHABLE.message) as string },
        },
      },
    ]);
  });

  it('R5: a transient failure at the deadline fails the attempt', () => {
    given(...enabling())
      .when(recordRegistrationStep, report(transientUntil(2 * HOUR), { now: at(HOUR) }))
      .thenTypes('RegistrationFailed');
  });

  it('R4: a registration completes although its token has expired since the redemption', () => {
    given(...lastStep())
      .when(recordRegistrationStep, report({ kind: 'completed' }, { step: STEPS[3], now: at(8 * DAY) }))
      .thenTypes('RegistrationStepCompleted', 'SystemRegistered');
  });

  it('M-23: nothing is due when no registration runs', () => {
    for (const events of [[], pending(), registered(), failed(), deregistering()]) {
      given(...events)
        .when(continueRegistration, due(DAY))
        .thenNothing();
    }
  });
});

describe('The reversal of a failed registration', () => {
  const command = { systemId: SYSTEM, attempt: 1, steps: [{ step: FIRST, takenBack: true }] };
  const reversed: SystemEvent = { type: 'RegistrationReversed', data: command };

  it('R5: is recorded once, before or after a new token and the deletion of the extension', () => {
    for (const events of [failed(), failedWithNewToken, [...failed(), extensionDeleted()]]) {
      const state = given(...events)
        .when(recordReversal, command)
        .then(reversed);
      expect(state).toMatchObject({ pendingReverse: null });
    }
    given(...failed(), reversed)
      .when(recordReversal, command)
      .thenNothing();
  });

  it('R5: is recorded for the system that failed, also when its name has a new life', () => {
    const cancelled: SystemEvent = { type: 'RegistrationCancelled', data: { systemId: SYSTEM } };
    const newLife = [...failed(), extensionDeleted(), cancelled, added({ systemId: systemIdOf(NAME_ID, 2), life: 2 })];
    const state = given(...newLife)
      .when(recordReversal, command)
      .then(reversed);
    // The new life is as it was.
    expect([versionOfLife(state), state.version]).toEqual([newLife.length, newLife.length + 1]);
  });

  it('R5: is not recorded for an attempt that did not fail, or for another system', () => {
    given(...failed())
      .when(recordReversal, { ...command, systemId: systemIdOf(NAME_ID, 2) })
      .thenNothing();
    given(...failed())
      .when(recordReversal, { ...command, attempt: 2 })
      .thenNothing();
    given(...registered())
      .when(recordReversal, command)
      .thenNothing();
    given().when(recordReversal, command).thenNothing();
  });
});

describe('Deleting a failed extension', () => {
  const command = { systemId: SYSTEM, extensionId: `${SYSTEM}-x1`, tenantId: TENANT };

  it('N-10 M-21 M-22: unlocks the name, which the system in Error still reserves', () => {
    const state = given(...failed())
      .when(deleteFailedExtension, command)
      .then(extensionDeleted());
    expect(state).toMatchObject({ status: 'ERROR', extension: null });
  });

  it('N-10: is refused while the extension is Enabling or Disabling', () => {
    given(...enabling())
      .when(deleteFailedExtension, command)
      .thenRefused('EXTENSION_BUSY');
    given(...deregistering())
      .when(deleteFailedExtension, command)
      .thenRefused('EXTENSION_BUSY');
  });

  it('N-10: refuses an extension of another tenant, with another number, or a deleted one', () => {
    given(...failed())
      .when(deleteFailedExtension, { ...command, tenantId: OTHER_TENANT })
      .thenRefused('NOT_FOUND');
    given(...failed())
      .when(deleteFailedExtension, { ...command, extensionId: `${SYSTEM}-x2` })
      .thenRefused('NOT_FOUND');
    given(...failed(), extensionDeleted())
      .when(deleteFailedExtension, command)
      .thenRefused('NOT_FOUND');
  });
});
