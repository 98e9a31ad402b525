import * as fc from 'fast-check';
import { SYSTEM_TYPES } from '../catalogue/system-types.js';
import { entriesIn } from '../change-list.js';
import { systemIdOf } from '../identity/ids.js';
import type { Recorded } from '../recorded-event.js';
import { Refusal } from '../refusal.js';
import {
  configureEntitlement,
  excludeFromFormation,
  includeInFormation,
  removeEntitlementConfiguration,
} from '../system/assignments.js';
import type { StepOutcome } from '../system/attempt.js';
import type { Decision } from '../system/decision.js';
import {
  continueDeregistration,
  recordDeregistrationStep,
  resolveIncident,
  startDeregistration,
} from '../system/deregistration.js';
import {
  continueRegistration,
  deleteFailedExtension,
  recordRegistrationStep,
  recordReversal,
  redeemToken,
} from '../system/registration.js';
import { STEPS, type SystemEvent } from '../system/system.events.js';
import { evolveSystem } from '../system/system.evolve.js';
import { runningAttempt } from '../system/system.queries.js';
import { initialSystemState, type SystemState } from '../system/system.state.js';
import { cancelRegistration, displayToken, expireToken, issueToken, registerSystem } from '../system/token.js';
import {
  ACCOUNT,
  DAY,
  deepFreeze,
  HOUR,
  MINUTE,
  NAME,
  NAME_ID,
  OTHER_TENANT,
  recorded,
  SECOND,
  T0,
  TENANT,
  tokensOf,
} from './fixtures.js';

/** A random action, described relative to the state: "the token issued last", "the running step". */
export interface Action {
  /** `proceed` takes the next action in the life of the system, so that histories reach every status. */
  readonly do: Verb | 'proceed';
  /** Chooses between alternatives, where there are some. */
  readonly pick: number;
  /** Whether the command is valid; else one of its members is wrong. */
  readonly fits: boolean;
  readonly outcome: 'completed' | 'accepted' | 'transient' | 'permanent';
  /** By how much the clock moves before the action, in milliseconds; may be negative. */
  readonly clock: number;
}

type Verb =
  | 'register'
  | 'display'
  | 'issue'
  | 'cancel'
  | 'expire'
  | 'redeem'
  | 'report-registration'
  | 'report-deregistration'
  | 'continue-registration'
  | 'continue-deregistration'
  | 'record-reversal'
  | 'delete-extension'
  | 'deregister'
  | 'resolve-incident'
  | 'include'
  | 'exclude'
  | 'configure-entitlement'
  | 'remove-entitlement';

/** An action with its decision and the states before and after it. */
export interface PerformedAction {
  readonly action: Action & { readonly do: Verb };
  readonly now: Date;
  readonly before: SystemState;
  /** Runs the same decision with the same command on another state. */
  readonly decide: (state: SystemState) => Decision<SystemEvent>;
  readonly decision: Decision<SystemEvent>;
  /** The decision's events as they were stored; none when it refused. */
  readonly events: readonly Recorded<SystemEvent>[];
  readonly after: SystemState;
}

const weighted = (verbs: Record<Action['do'], number>): fc.Arbitrary<Action['do']> =>
  fc.oneof(
    ...Object.entries(verbs).map(([verb, weight]) => ({ weight, arbitrary: fc.constant(verb as Action['do']) })),
  );

const action: fc.Arbitrary<Action> = fc.record({
  do: weighted({
    proceed: 60,
    register: 1,
    display: 2,
    issue: 2,
    cancel: 1,
    expire: 1,
    redeem: 2,
    'report-registration': 4,
    'report-deregistration': 4,
    'continue-registration': 3,
    'continue-deregistration': 3,
    'record-reversal': 1,
    'delete-extension': 1,
    deregister: 2,
    'resolve-incident': 1,
    include: 3,
    exclude: 1,
    'configure-entitlement': 2,
    'remove-entitlement': 1,
  }),
  pick: fc.nat(5),
  fits: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  outcome: fc.oneof(
    { weight: 14, arbitrary: fc.constant('completed' as const) },
    { weight: 2, arbitrary: fc.constant('accepted' as const) },
    { weight: 2, arbitrary: fc.constant('transient' as const) },
    { weight: 1, arbitrary: fc.constant('permanent' as const) },
  ),
  clock: fc.oneof(
    { weight: 20, arbitrary: fc.nat(20 * SECOND) },
    { weight: 1, arbitrary: fc.constantFrom(MINUTE, 10 * MINUTE, HOUR, 7 * DAY - 1, 7 * DAY, -HOUR) },
  ),
});

/** Number of histories that a property is tried on; `npm run test:properties` sets a higher one. */
export const HISTORIES = Number(process.env['HISTORIES'] ?? 300);

/** Valid and invalid actions of people, tenants, sweeps and operators on one name, in any order. */
export const actions: fc.Arbitrary<Action[]> = fc.array(action, { minLength: 1, maxLength: 50, size: 'max' });

/** Performs the actions one after the other, starting with an unused name. States and events are deeply frozen. */
export function perform(todo: readonly Action[]): PerformedAction[] {
  let before = deepFreeze(initialSystemState);
  let now = T0;
  return todo.map((intended, index) => {
    const action = { ...intended, do: intended.do === 'proceed' ? nextVerb(before, intended) : intended.do };
    now = new Date(now.getTime() + action.clock);
    const decide = decisionOf(action, before, now, index);
    const decision = decide(before);
    const events = decision instanceof Refusal ? [] : decision.map((event) => stored(event, before, now, index));
    const after = events.reduce<SystemState>((state, event) => deepFreeze(evolveSystem(state, event)), before);
    const performed = { action, now, before, decide, decision, events, after };
    before = after;
    return performed;
  });
}

/** All events of the performed actions, in the order of the stream. */
export function streamOf(performed: readonly PerformedAction[]): Recorded<SystemEvent>[] {
  return performed.flatMap(({ events }) => events);
}

function stored(event: SystemEvent, before: SystemState, now: Date, index: number): Recorded<SystemEvent> {
  const last = before.lastOccurredAt === null ? 0 : Date.parse(before.lastOccurredAt);
  return deepFreeze(
    recorded(event, {
      occurredAt: new Date(Math.max(now.getTime(), last)).toISOString(),
      idempotencyKey: `command/ga-admin/${index}`,
    }),
  );
}

const timing = { deadlineMs: HOUR, watchdogMs: 5 * MINUTE };

function decisionOf(
  action: PerformedAction['action'],
  state: SystemState,
  now: Date,
  index: number,
): PerformedAction['decide'] {
  const { pick, fits } = action;
  const life = state.status === 'NONE' ? 1 : state.life;
  // An invalid action is about a former life, or one that does not exist.
  const systemId = systemIdOf(NAME_ID, fits ? life : pick < 3 && life > 1 ? life - 1 : life + 1);
  const extension = state.status === 'NONE' ? null : state.extension;
  const tenantId = extension && fits ? extension.tenantId : pick % 2 === 0 ? TENANT : OTHER_TENANT;
  const offer = { tokenId: `token-${index}`, kid: 'key-1' };
  const formationId = `formation-${pick % 2}`;

  switch (action.do) {
    case 'register': {
      const type = SYSTEM_TYPES[pick % SYSTEM_TYPES.length]!;
      const command = {
        ...offer,
        nameId: NAME_ID,
        globalAccountId: ACCOUNT,
        name: fits ? NAME : ' not a name',
        systemType: fits ? type.id : 'unknown',
        now,
      };
      return (current) => registerSystem(command, current);
    }
    case 'display':
      return (current) => displayToken({ ...offer, systemId, displayedTo: 'ga-admin', now }, current);
    case 'issue':
      return (current) => issueToken({ ...offer, systemId, now }, current);
    case 'cancel':
      return (current) => cancelRegistration({ systemId, now }, current);
    case 'expire': {
      const tokenId = someToken(state, fits, pick);
      return (current) => expireToken({ systemId, tokenId, now }, current);
    }
    case 'redeem': {
      const tokenId = someToken(state, fits, pick);
      const tenantSystemTypes = fits || pick > 2 ? undefined : ['successfactors'];
      const command = { ...timing, tokenId, systemId, tenantId, ...(tenantSystemTypes && { tenantSystemTypes }), now };
      return (current) => redeemToken(command, current);
    }
    case 'report-registration': {
      const report = reportOf(action, state, systemId, now);
      return (current) => recordRegistrationStep(report, current);
    }
    case 'report-deregistration': {
      const report = reportOf(action, state, systemId, now);
      return (current) => recordDeregistrationStep(report, current);
    }
    case 'continue-registration':
      return (current) => continueRegistration({ systemId, now, watchdogMs: timing.watchdogMs }, current);
    case 'continue-deregistration':
      return (current) => continueDeregistration({ systemId, now, watchdogMs: timing.watchdogMs }, current);
    case 'record-reversal': {
      const attempt = fits ? state.attempts : pick;
      const steps = [{ step: STEPS[0], takenBack: true }];
      return (current) => recordReversal({ systemId, attempt, steps }, current);
    }
    case 'delete-extension': {
      const extensionId = extension?.extensionId ?? `${systemId}-x1`;
      return (current) => deleteFailedExtension({ systemId, extensionId, tenantId }, current);
    }
    case 'deregister': {
      const byTenant = pick === 0 && extension ? { extensionId: extension.extensionId, tenantId } : undefined;
      const startedBy = byTenant ? ('tenant' as const) : ('account' as const);
      const command = { ...timing, systemId, startedBy, ...(byTenant && { extension: byTenant }), now };
      return (current) => startDeregistration(command, current);
    }
    case 'resolve-incident': {
      const resolution = pick % 2 === 0 ? ('retry' as const) : ('confirm-removed' as const);
      return (current) => resolveIncident({ ...timing, systemId, action: resolution, note: 'Corrected', now }, current);
    }
    case 'include':
      return (current) =>
        includeInFormation({ systemId, formationId, formationName: 'Production', formationLife: 1 }, current);
    case 'exclude':
      return (current) => excludeFromFormation({ systemId, formationId, reason: 'REQUESTED' }, current);
    case 'configure-entitlement':
      return (current) =>
        configureEntitlement({ systemId, subaccount: 'dev', service: 's', plan: `p${pick}` }, current);
    case 'remove-entitlement': {
      const known = state.status === 'NONE' ? [] : entriesIn(state.entitlements);
      const entitlementConfigurationId = known[0]?.[0] ?? `${systemId}-e1`;
      return (current) => removeEntitlementConfiguration({ systemId, entitlementConfigurationId }, current);
    }
    default:
      throw new Error(`Unknown action ${JSON.stringify(action.do satisfies never)}`);
  }
}

function nextVerb(state: SystemState, { pick }: Action): Verb {
  switch (state.status) {
    case 'NONE':
    case 'REMOVED':
      return state.status === 'REMOVED' && state.extension ? 'delete-extension' : 'register';
    case 'DEREGISTERED':
      return pick < 2 ? 'register' : 'issue';
    case 'PENDING':
      if (state.registration) return 'report-registration';
      return state.extension ? 'delete-extension' : 'redeem';
    case 'ERROR':
      if (state.extension && pick < 3) return 'delete-extension';
      return state.extension || pick < 4 ? 'issue' : 'cancel';
    case 'REGISTERED':
      if (entriesIn(state.formations).length > 0) return 'exclude';
      return entriesIn(state.entitlements).length > 0 ? 'remove-entitlement' : 'deregister';
    case 'DEREGISTERING':
      return 'report-deregistration';
    case 'DEREGISTER_ERROR':
      return 'resolve-incident';
    default:
      throw new Error(`Unknown status ${JSON.stringify(state satisfies never)}`);
  }
}

function someToken(state: SystemState, fits: boolean, pick: number): string {
  const last = state.status === 'NONE' ? null : state.tokenId;
  if (fits && last !== null) return last;
  const issued = Object.keys(tokensOf(state));
  return issued[pick % Math.max(1, issued.length)] ?? 'unknown';
}

function reportOf({ fits, pick, outcome }: Action, state: SystemState, systemId: string, now: Date) {
  const attempt = runningAttempt(state);
  const progress = attempt?.progress;
  const callback = pick === 0;
  return {
    systemId,
    attempt: (attempt?.attempt ?? 1) - (fits || pick !== 1 ? 0 : 1),
    step: fits || pick !== 2 || !progress ? (progress?.step ?? STEPS[0]) : STEPS[3],
    ...(callback ? {} : { try: (progress?.try ?? 1) - (fits || pick !== 3 ? 0 : 1) }),
    ...(callback || !progress || (!fits && pick === 4) ? {} : { expectedNextActionAt: progress.nextActionAt }),
    outcome: outcomeOf(outcome, now),
    now,
    watchdogMs: timing.watchdogMs,
  };
}

function outcomeOf(kind: Action['outcome'], now: Date): StepOutcome {
  const nextActionAt = new Date(now.getTime() + MINUTE);
  switch (kind) {
    case 'completed':
      return { kind };
    case 'accepted':
      return { kind, location: '/operations/1', nextActionAt };
    case 'transient':
      return { kind, reason: { code: 'UNREACHABLE', message: 'The tenant cannot be reached' }, nextActionAt };
    default:
      return { kind, reason: { code: 'TENANT_REJECTED', message: 'No', httpStatus: 422 } };
  }
}
