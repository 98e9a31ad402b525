import * as fc from 'fast-check';
import { SYSTEM_TYPES } from '../catalogue/system-types.js';
import { nameIdOf, systemIdOf } from '../identity/ids.js';
import {
  ACCOUNT,
  added,
  at,
  DAY,
  deregistered,
  deregistering,
  deregisterError,
  enabling,
  entitled,
  extensionDeleted,
  failed,
  given,
  HOUR,
  inFormation,
  issued,
  MINUTE,
  NAME,
  NAME_ID,
  pending,
  registered,
  registrationFailed,
  removed,
  SYSTEM,
  TENANT,
  tokensOf,
} from '../testing/index.js';
import type { SystemEvent } from './system.events.js';
import {
  cancelRegistration,
  displayToken,
  expireToken,
  issueToken,
  registerSystem,
  SYSTEM_NAME,
  type RegisterSystem,
} from './token.js';

const register: RegisterSystem = {
  nameId: NAME_ID,
  globalAccountId: ACCOUNT,
  name: NAME,
  systemType: 's4hana-cloud',
  tokenId: 'token-1',
  kid: 'key-1',
  now: at(0),
};
const fresh = { systemId: SYSTEM, tokenId: 'token-2', kid: 'key-2' };
const display = { ...fresh, displayedTo: 'ga-admin' };
const unknown = systemIdOf(nameIdOf('ga-other', NAME), 1);

const revoked = (reason: 'REPLACED' | 'CANCELLED', tokenId = 'token-1'): SystemEvent => ({
  type: 'IntegrationTokenRevoked',
  data: { systemId: SYSTEM, tokenId, reason },
});
const expired: SystemEvent = { type: 'IntegrationTokenExpired', data: { systemId: SYSTEM, tokenId: 'token-1' } };
const cancelled: SystemEvent = { type: 'RegistrationCancelled', data: { systemId: SYSTEM } };
const displayed: SystemEvent = { type: 'IntegrationTokenDisplayed', data: { systemId: SYSTEM, tokenId: 'token-1' } };
const freshToken = (now: Date, reason: 'EXPIRED' | 'REPLACED' | 'AFTER_ERROR' | 'REREGISTRATION', ms = 7 * DAY) =>
  issued({
    tokenId: 'token-2',
    kid: 'key-2',
    issuedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + ms).toISOString(),
    reason,
  });

describe('Registering a system', () => {
  it('R1 M-10: adds the system, Pending, together with its first token', () => {
    const state = given().when(registerSystem, register).then(added(), issued());
    expect(state).toMatchObject({ status: 'PENDING', life: 1 });
    expect(tokensOf(state)).toMatchObject({ 'token-1': { state: 'LIVE' } });
  });

  it.each(SYSTEM_TYPES.map((type) => [type.id, type.tokenValidityMs / MINUTE]))(
    'N-02 N-07 M-13: the token of %s is valid for %d minutes from its generation',
    (systemType, minutes) => {
      const state = given()
        .when(registerSystem, { ...register, systemType })
        .thenTypes('SystemAdded', 'IntegrationTokenIssued');
      expect(tokensOf(state)['token-1']!.expiresAt).toBe(at(minutes * MINUTE).toISOString());
    },
  );

  it('M-13: issues tokens in whole seconds, as a JWS requires, and never in the future', () => {
    const state = given()
      .when(registerSystem, { ...register, now: at(999) })
      .thenTypes('SystemAdded', 'IntegrationTokenIssued');
    expect(tokensOf(state)['token-1']).toMatchObject({
      issuedAt: at(0).toISOString(),
      expiresAt: at(7 * DAY).toISOString(),
    });
  });

  it('N-02: refuses a type that is not in the catalogue', () => {
    given()
      .when(registerSystem, { ...register, systemType: 'toString' })
      .thenRefused('VALIDATION_FAILED', {
        errors: [{ field: 'type', code: 'TYPE_UNKNOWN', message: expect.stringContaining('s4hana-cloud') as string }],
      });
  });

  it('M-09: accepts exactly the names of 1 to 128 printable ASCII characters without a blank at either end', () => {
    const printable = (name: string) =>
      name.length >= 1 &&
      name.length <= 128 &&
      [...name].every((character) => character >= ' ' && character <= '~') &&
      name.trim() === name;
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 140 }),
      fc.string({ unit: 'grapheme-ascii', maxLength: 140 }),
      fc.string({ unit: fc.constantFrom(' ', 'a', '~', '\u007f', '\n', '\u001f', 'é'), maxLength: 5 }),
      fc.string({ unit: fc.constantFrom('a', ' '), minLength: 126, maxLength: 130 }),
    );
    fc.assert(
      fc.property(anyText, (name) => {
        const decision = registerSystem({ ...register, name }, given().state);
        expect(Array.isArray(decision)).toBe(printable(name));
      }),
      { numRuns: 2_000 },
    );
  });

  it('M-09: a name consists of the code points U+0020 to U+007E, without a blank at either end', () => {
    const accepted = { inside: [] as number[], alone: [] as number[] };
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      const character = String.fromCodePoint(codePoint);
      if (SYSTEM_NAME.test(`a${character}b`)) accepted.inside.push(codePoint);
      if (SYSTEM_NAME.test(character)) accepted.alone.push(codePoint);
    }
    const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
    expect(accepted).toEqual({ inside: range(0x20, 0x7e), alone: range(0x21, 0x7e) });
  });

  it('M-09: reports all errors at once, with field and code', () => {
    const { more } = given()
      .when(registerSystem, { ...register, name: ' ', systemType: 'x' })
      .thenRefused('VALIDATION_FAILED');
    expect(more.errors!.map(({ field, code }) => [field, code])).toEqual([
      ['name', 'NAME_INVALID'],
      ['type', 'TYPE_UNKNOWN'],
    ]);
  });

  it('X-02: stores the chosen scenario group, "all" by default, and null for other types', () => {
    const groupOf = (systemType: string, communicationScenarioGroup?: string | null) => {
      const state = given()
        .when(registerSystem, { ...register, systemType, communicationScenarioGroup })
        .thenTypes('SystemAdded', 'IntegrationTokenIssued');
      return state.status === 'NONE' ? undefined : state.communicationScenarioGroup;
    };
    expect(groupOf('s4hana-cloud', 'eventing')).toBe('eventing');
    expect(groupOf('integrated-business-planning')).toBe('all');
    expect(groupOf('s4hana-cloud', null)).toBe('all');
    expect(groupOf('successfactors')).toBeNull();
  });

  it('X-02: refuses a scenario group that the type does not have', () => {
    for (const [systemType, communicationScenarioGroup] of [
      ['integrated-business-planning', 'master-data-governance'],
      ['s4hana-cloud', 'everything'],
      ['successfactors', 'all'],
    ] as const) {
      const { more } = given()
        .when(registerSystem, { ...register, systemType, communicationScenarioGroup })
        .thenRefused('VALIDATION_FAILED');
      expect(more.errors).toMatchObject([{ field: 'communicationScenarioGroup', code: 'SCENARIO_GROUP_INVALID' }]);
    }
  });

  it('X-01: refuses a token above the limit', () => {
    given()
      .when(registerSystem, { ...register, limit: { live: 1000, max: 1000 } })
      .thenRefused('TOKEN_LIMIT_REACHED');
    given()
      .when(registerSystem, { ...register, limit: { live: 999, max: 1000 } })
      .thenTypes('SystemAdded', 'IntegrationTokenIssued');
  });
});

describe('A name', () => {
  it.each([
    ['Pending', pending()],
    ['Error without its extension', [...failed(), extensionDeleted()]],
  ])('M-20: is in use while its system is %s, also for another type', (_, events) => {
    given(...events)
      .when(registerSystem, register)
      .thenRefused('NAME_IN_USE');
    given(...events)
      .when(registerSystem, { ...register, systemType: 'commerce-cloud' })
      .thenRefused('NAME_IN_USE');
  });

  it.each([
    ['Enabling', enabling()],
    ['Registered', registered()],
    ['Error', failed()],
    ['Pending again after Error', [...failed(), issued({ tokenId: 'token-2', reason: 'AFTER_ERROR' })]],
    ['Deregistering', deregistering()],
    ['Deregister Error', deregisterError()],
  ])('M-21: is locked while its system is %s, since its extension exists', (_, events) => {
    given(...events)
      .when(registerSystem, register)
      .thenRefused('NAME_LOCKED_BY_EXTENSION');
  });

  it.each([
    ['R8', 'deregistered', deregistered()],
    ['R11', 'removed', removed()],
  ])('%s: is free once its system is %s: a new life, any type, a new system id', (_rule, _ended, events) => {
    const state = given(...events)
      .when(registerSystem, { ...register, systemType: 'successfactors', tokenId: 'token-9' })
      .then(
        added({
          systemId: systemIdOf(NAME_ID, 2),
          life: 2,
          type: 'successfactors',
          communicationScenarioGroup: null,
        }),
        issued({ systemId: systemIdOf(NAME_ID, 2), tokenId: 'token-9' }),
      );
    expect(state).toMatchObject({ status: 'PENDING', life: 2, extension: null });
    expect(state).toHaveProperty('formations', null);
    expect(state).toHaveProperty('entitlements', null);
  });

  it('M-21 R11: a registration that was cancelled beside a failed extension frees the name when that is deleted', () => {
    const cancelledInBetween = [
      ...failed(),
      issued({ tokenId: 'token-2', reason: 'AFTER_ERROR' }),
      revoked('CANCELLED', 'token-2'),
      cancelled,
    ];
    given(...cancelledInBetween)
      .when(registerSystem, register)
      .thenRefused('NAME_LOCKED_BY_EXTENSION');
    given(...cancelledInBetween, extensionDeleted())
      .when(registerSystem, { ...register, tokenId: 'token-3' })
      .thenTypes('SystemAdded', 'IntegrationTokenIssued');
  });

  it('M-20: refuses commands about the system of a former life', () => {
    const second = [...deregistered(), added({ systemId: systemIdOf(NAME_ID, 2), life: 2 })];
    given(...second)
      .when(displayToken, { ...display, now: at(0) })
      .thenRefused('TOKEN_NOT_AVAILABLE');
    given(...second)
      .when(issueToken, { ...fresh, now: at(0) })
      .thenRefused('TOKEN_NOT_AVAILABLE');
    given(...second)
      .when(cancelRegistration, { systemId: SYSTEM, now: at(0) })
      .thenRefused('CANCEL_BLOCKED_STATUS');
  });
});

describe('Displaying the token', () => {
  it('R2 M-18: shows the live token again and records the display', () => {
    given(...pending())
      .when(displayToken, { ...display, now: at(HOUR) })
      .then(displayed);
  });

  it('M-13 M-15: shows a token until the last millisecond of its 168 hours, then replaces it', () => {
    given(...pending())
      .when(displayToken, { ...display, now: at(168 * HOUR - 1) })
      .then(displayed);
    given(...pending())
      .when(displayToken, { ...display, now: at(168 * HOUR) })
      .then(expired, freshToken(at(168 * HOUR), 'EXPIRED'));
  });

  it('M-15: replaces a token whose expiry is recorded already', () => {
    const state = given(...pending(), expired)
      .when(displayToken, { ...display, now: at(8 * DAY) })
      .then(freshToken(at(8 * DAY), 'EXPIRED'));
    expect(tokensOf(state)['token-1']!.state).toBe('EXPIRED');
  });

  it('N-07: shows the live token of a Customer Experience type, too, and revokes nothing', () => {
    given(...pending('commerce-cloud'))
      .when(displayToken, { ...display, now: at(MINUTE) })
      .then(displayed);
  });

  it('N-07: replaces a token of a Customer Experience type that has expired', () => {
    const tenMinutes = [added({ type: 'commerce-cloud' }), issued({ expiresAt: at(10 * MINUTE).toISOString() })];
    given(...tenMinutes)
      .when(displayToken, { ...display, now: at(10 * MINUTE) })
      .then(expired, freshToken(at(10 * MINUTE), 'EXPIRED', 10 * MINUTE));
  });

  it('R2: records a display once per person, token and hour', () => {
    // The events of these histories are of ga-admin, at the full hour T0.
    const shown = given(...pending(), displayed);
    shown.when(displayToken, { ...display, now: at(HOUR - 1) }).thenNothing();
    shown.when(displayToken, { ...display, now: at(HOUR) }).then(displayed);
    shown.when(displayToken, { ...display, displayedTo: 'ga-other-admin', now: at(MINUTE) }).then(displayed);

    given(...pending(), displayed, revoked('REPLACED'), issued({ tokenId: 'token-2' }))
      .when(displayToken, { ...display, now: at(MINUTE) })
      .then({ type: 'IntegrationTokenDisplayed', data: { systemId: SYSTEM, tokenId: 'token-2' } });
  });

  it('R2: records no display again while the clock is behind the last one', () => {
    given(...pending(), displayed)
      .when(displayToken, { ...display, now: at(-DAY) })
      .thenNothing();
  });

  it('X-01: shows a live token at the limit, but does not replace an expired one', () => {
    const limit = { live: 1000, max: 1000 };
    given(...pending('commerce-cloud'))
      .when(displayToken, { ...display, now: at(0), limit })
      .thenTypes('IntegrationTokenDisplayed');
    given(...pending())
      .when(displayToken, { ...display, now: at(8 * DAY), limit })
      .thenRefused('TOKEN_LIMIT_REACHED');
  });

  it.each([
    ['Enabling', enabling()],
    ['Registered', registered()],
    ['Error', failed()],
    ['Deregistering', deregistering()],
    ['Deregister Error', deregisterError()],
    ['deregistered', deregistered()],
    ['removed', removed()],
  ])('R2: is refused while the system is %s', (_, events) => {
    given(...events)
      .when(displayToken, { ...display, now: at(0) })
      .thenRefused('TOKEN_NOT_AVAILABLE');
  });

  it('is refused for an unknown system', () => {
    given()
      .when(displayToken, { ...display, now: at(0) })
      .thenRefused('NOT_FOUND');
    given(...pending())
      .when(displayToken, { ...display, systemId: unknown, now: at(0) })
      .thenRefused('NOT_FOUND');
    given(...pending())
      .when(displayToken, { ...display, systemId: systemIdOf(NAME_ID, 2), now: at(0) })
      .thenRefused('NOT_FOUND');
  });
});

describe('A new token', () => {
  it('M-15: replaces the live one, so that there are never two', () => {
    const state = given(...pending())
      .when(issueToken, { ...fresh, now: at(HOUR) })
      .then(revoked('REPLACED'), freshToken(at(HOUR), 'REPLACED'));
    expect(tokensOf(state)).toMatchObject({ 'token-1': { state: 'REVOKED' }, 'token-2': { state: 'LIVE' } });
  });

  it('R6 M-22: brings a system in Error back to Pending, before its extension is deleted or after', () => {
    for (const events of [failed(), [...failed(), extensionDeleted()]]) {
      const state = given(...events)
        .when(issueToken, { ...fresh, now: at(HOUR) })
        .then(freshToken(at(HOUR), 'AFTER_ERROR'));
      expect(state.status).toBe('PENDING');
    }
  });

  it('X-12: re-registers a deregistered system, bound to its former tenant', () => {
    const state = given(...deregistered())
      .when(issueToken, { ...fresh, now: at(HOUR) })
      .then(issued({ ...freshToken(at(HOUR), 'REREGISTRATION').data, boundToTenantId: TENANT }));
    expect(state).toMatchObject({ status: 'PENDING', systemId: SYSTEM });
  });

  it('X-12: stays bound to the tenant when it replaces one of a re-registration, or follows its failure', () => {
    const bound = [
      ...deregistered(),
      issued({ tokenId: 'token-r', reason: 'REREGISTRATION', boundToTenantId: TENANT }),
    ];
    const replaced = given(...bound)
      .when(issueToken, { ...fresh, now: at(HOUR) })
      .thenTypes('IntegrationTokenRevoked', 'IntegrationTokenIssued');
    expect(tokensOf(replaced)['token-2']!.boundToTenantId).toBe(TENANT);

    const used = { systemId: SYSTEM, tokenId: 'token-r', extensionId: `${SYSTEM}-x2`, tenantId: TENANT };
    const failedAgain: SystemEvent[] = [
      ...bound,
      { type: 'IntegrationTokenRedeemed', data: used },
      {
        type: 'RegistrationFailed',
        data: {
          systemId: SYSTEM,
          attempt: 3,
          extensionId: `${SYSTEM}-x2`,
          tenantId: TENANT,
          step: 'establish-trust',
          reason: { code: 'X', message: 'No' },
          takeBack: ['establish-trust'],
        },
      },
    ];
    const afterError = given(...failedAgain)
      .when(issueToken, { ...fresh, now: at(HOUR) })
      .thenTypes('IntegrationTokenIssued');
    expect(tokensOf(afterError)['token-2']!.boundToTenantId).toBe(TENANT);
  });

  it('X-12: cancelling a re-registration brings the system back to Deregistered, still bound to its tenant', () => {
    const reregistering = [
      ...deregistered(),
      issued({ tokenId: 'token-r', reason: 'REREGISTRATION', boundToTenantId: TENANT }),
    ];
    const cancel = { systemId: SYSTEM, now: at(HOUR) };
    const cancelled = given(...reregistering)
      .when(cancelRegistration, cancel)
      .thenTypes('IntegrationTokenRevoked', 'RegistrationCancelled');
    expect(cancelled).toMatchObject({ status: 'DEREGISTERED', tenantId: TENANT });
    const events: SystemEvent[] = [
      ...reregistering,
      { type: 'IntegrationTokenRevoked', data: { systemId: SYSTEM, tokenId: 'token-r', reason: 'CANCELLED' } },
      { type: 'RegistrationCancelled', data: { systemId: SYSTEM } },
    ];
    given(...events)
      .when(cancelRegistration, cancel)
      .thenNothing();
    given(...events)
      .when(issueToken, { ...fresh, now: at(HOUR) })
      .then(issued({ ...freshToken(at(HOUR), 'REREGISTRATION').data, boundToTenantId: TENANT }));
    given(...deregistered())
      .when(cancelRegistration, cancel)
      .thenRefused('CANCEL_BLOCKED_STATUS');
  });

  it('X-12: cancelling a failed re-registration does the same, once its extension is deleted', () => {
    const extension = { systemId: SYSTEM, extensionId: `${SYSTEM}-x2`, tenantId: TENANT };
    const state = given(
      ...deregistered(),
      issued({ tokenId: 'token-r', reason: 'REREGISTRATION', boundToTenantId: TENANT }),
      { type: 'IntegrationTokenRedeemed', data: { ...extension, tokenId: 'token-r' } },
      registrationFailed(3, 2),
      { type: 'ExtensionDeleted', data: extension },
    )
      .when(cancelRegistration, { systemId: SYSTEM, now: at(HOUR) })
      .thenTypes('RegistrationCancelled');
    expect(state).toMatchObject({ status: 'DEREGISTERED', tenantId: TENANT });
  });

  it('X-01: is refused at the limit, in Error and after a deregistration as well', () => {
    const limit = { live: 5, max: 5 };
    for (const events of [failed(), deregistered()]) {
      given(...events)
        .when(issueToken, { ...fresh, now: at(0), limit })
        .thenRefused('TOKEN_LIMIT_REACHED');
    }
  });

  it.each([
    ['Enabling', enabling()],
    ['Registered', registered()],
    ['Deregistering', deregistering()],
    ['Deregister Error', deregisterError()],
    ['removed', removed()],
  ])('N-14: is refused while the system is %s', (_, events) => {
    given(...events)
      .when(issueToken, { ...fresh, now: at(0) })
      .thenRefused('TOKEN_NOT_AVAILABLE');
  });
});

describe('The end of a token’s validity', () => {
  const command = { systemId: SYSTEM, tokenId: 'token-1' };

  it('M-13: is recorded from its first millisecond, not before', () => {
    given(...pending())
      .when(expireToken, { ...command, now: at(7 * DAY - 1) })
      .thenNothing();
    const state = given(...pending())
      .when(expireToken, { ...command, now: at(7 * DAY) })
      .then(expired);
    expect(state.status).toBe('PENDING');
  });

  it('M-14: is recorded once, and not for a token that was used, replaced or never issued', () => {
    const late = { ...command, now: at(30 * DAY) };
    given(...pending(), expired)
      .when(expireToken, late)
      .thenNothing();
    given(...enabling())
      .when(expireToken, late)
      .thenNothing();
    given(...pending(), revoked('REPLACED'), issued({ tokenId: 'token-2' }))
      .when(expireToken, late)
      .thenNothing();
    given(...pending())
      .when(expireToken, { ...late, tokenId: 'token-9' })
      .thenNothing();
    given().when(expireToken, late).thenNothing();
  });
});

describe('Cancelling a registration', () => {
  const command = { systemId: SYSTEM, now: at(HOUR) };

  it('R11: revokes the token and removes the system', () => {
    const state = given(...pending())
      .when(cancelRegistration, command)
      .then(revoked('CANCELLED'), cancelled);
    expect(state.status).toBe('REMOVED');
  });

  it('R11: an expired token stays expired', () => {
    given(...pending())
      .when(cancelRegistration, { ...command, now: at(8 * DAY) })
      .then(expired, cancelled);
    given(...pending(), expired)
      .when(cancelRegistration, { ...command, now: at(8 * DAY) })
      .then(cancelled);
  });

  it('R11: removes a system in Error once its failed extension is deleted, not before', () => {
    given(...failed())
      .when(cancelRegistration, command)
      .thenRefused('CANCEL_BLOCKED_STATUS');
    given(...failed(), extensionDeleted())
      .when(cancelRegistration, command)
      .then(cancelled);
  });

  it('R11: yields no event when it is repeated', () => {
    given(...removed())
      .when(cancelRegistration, command)
      .thenNothing();
  });

  it('R11 M-24: is refused while the system is in formations, and names them', () => {
    given(...pending('commerce-cloud'), inFormation())
      .when(cancelRegistration, command)
      .thenRefused('DEREGISTER_BLOCKED_REFERENCES', {
        blockers: [{ kind: 'formation', id: 'formation-1', name: 'Production' }],
      });
  });

  it.each([
    ['Enabling', enabling()],
    ['Registered', registered()],
    ['Registered and in use', [...registered(), entitled()]],
    ['Deregistering', deregistering()],
    ['Deregister Error', deregisterError()],
    ['deregistered', deregistered()],
  ])('R11: is refused while the system is %s', (_, events) => {
    given(...events)
      .when(cancelRegistration, command)
      .thenRefused('CANCEL_BLOCKED_STATUS');
  });
});
