import { entriesIn } from '../change-list.js';
import { systemIdOf } from '../identity/ids.js';
import {
  added,
  deregistered,
  deregistering,
  deregisterError,
  enabling,
  entitled,
  failed,
  given,
  inFormation,
  NAME_ID,
  pending,
  registered,
  removed,
  SYSTEM,
} from '../testing/index.js';
import {
  configureEntitlement,
  excludeFromFormation,
  includeInFormation,
  removeEntitlementConfiguration,
} from './assignments.js';
import type { SystemEvent } from './system.events.js';

const include = { systemId: SYSTEM, formationId: 'formation-1', formationName: 'Production', formationLife: 1 };
const exclude = { systemId: SYSTEM, formationId: 'formation-1', reason: 'REQUESTED' as const };
const excluded: SystemEvent = { type: 'SystemExcludedFromFormation', data: exclude };
const configure = { systemId: SYSTEM, subaccount: 'dev', service: 's4-hana-cloud', plan: 'messaging' };
const newLife = [...deregistered(), added({ systemId: systemIdOf(NAME_ID, 2), life: 2 })];

describe('Including a system in a formation', () => {
  it('N-06: a Registered system joins once', () => {
    given(...registered())
      .when(includeInFormation, include)
      .then(inFormation());
    given(...registered(), inFormation())
      .when(includeInFormation, include)
      .thenNothing();
  });

  it('N-06: Customer Experience types join while Pending, also while enabling', () => {
    given(...pending('commerce-cloud'))
      .when(includeInFormation, include)
      .then(inFormation());
    given(...enabling('cloud-for-customer'))
      .when(includeInFormation, include)
      .then(inFormation());
  });

  it('N-06: other types are refused while Pending, and every type in any other status', () => {
    for (const events of [
      pending(),
      enabling(),
      failed('commerce-cloud'),
      deregistering(),
      deregisterError(),
      deregistered(),
      removed(),
      newLife,
    ]) {
      given(...events)
        .when(includeInFormation, include)
        .thenRefused('SYSTEM_NOT_REGISTERED');
    }
    given().when(includeInFormation, include).thenRefused('NOT_FOUND');
  });

  it('N-06: a member of a deleted formation can join the next one of the same name', () => {
    const again = given(...registered(), inFormation())
      .when(includeInFormation, { ...include, formationLife: 2 })
      .then(inFormation('formation-1', 'Production', 2));
    expect(again.status === 'NONE' ? [] : entriesIn(again.formations)).toMatchObject([
      ['formation-1', { formationLife: 2 }],
    ]);
  });

  it('N-06: a formation id that is a property name of JavaScript objects is an ordinary id', () => {
    given(...registered())
      .when(includeInFormation, { ...include, formationId: 'constructor' })
      .then(inFormation('constructor'));
    given(...registered())
      .when(excludeFromFormation, { ...exclude, formationId: 'constructor' })
      .thenNothing();
  });
});

describe('Excluding a system from a formation', () => {
  it('M-24: excludes the system; a repetition yields no event', () => {
    const state = given(...registered(), inFormation())
      .when(excludeFromFormation, exclude)
      .then(excluded);
    expect(state.status === 'NONE' ? undefined : entriesIn(state.formations)).toEqual([]);
    given(...registered(), inFormation(), excluded)
      .when(excludeFromFormation, exclude)
      .thenNothing();
  });

  it('M-24: the deletion of a formation does not exclude members of a later one of the name', () => {
    const deletion = { ...exclude, reason: 'FORMATION_DELETED' as const, formationLife: 1 };
    given(...registered(), inFormation())
      .when(excludeFromFormation, deletion)
      .thenTypes('SystemExcludedFromFormation');
    given(...registered(), inFormation('formation-1', 'Production', 2))
      .when(excludeFromFormation, deletion)
      .thenNothing();
  });

  it('N-06: a Customer Experience system whose registration failed can leave', () => {
    const joined = [...pending('commerce-cloud'), inFormation(), ...failed('commerce-cloud').slice(2)];
    given(...joined)
      .when(excludeFromFormation, exclude)
      .then(excluded);
  });

  it('M-24: excluding an ended system yields no event', () => {
    given(...newLife)
      .when(excludeFromFormation, exclude)
      .thenNothing();
    given().when(excludeFromFormation, exclude).thenRefused('NOT_FOUND');
  });
});

describe('Entitlement configurations', () => {
  it('N-12: need a Registered system', () => {
    given(...registered())
      .when(configureEntitlement, configure)
      .then(entitled());
    for (const events of [pending('commerce-cloud'), failed(), deregistering(), deregistered(), newLife]) {
      given(...events)
        .when(configureEntitlement, configure)
        .thenRefused('SYSTEM_NOT_REGISTERED');
    }
    given().when(configureEntitlement, configure).thenRefused('NOT_FOUND');
  });

  it('N-12: exist once for the same system, plan and subaccount', () => {
    const refusal = given(...registered(), entitled())
      .when(configureEntitlement, configure)
      .thenRefused('ENTITLEMENT_EXISTS');
    expect(refusal.message).toContain(`${SYSTEM}-e1`);
    for (const other of [{ subaccount: 'test' }, { service: 'other' }, { plan: 'other' }]) {
      given(...registered(), entitled())
        .when(configureEntitlement, { ...configure, ...other })
        .thenTypes('EntitlementConfigured');
    }
  });

  it('N-12: do not reuse the number of a removed one', () => {
    const first = { systemId: SYSTEM, entitlementConfigurationId: `${SYSTEM}-e1` };
    const removedFirst: SystemEvent = { type: 'EntitlementConfigurationRemoved', data: first };
    given(...registered(), entitled())
      .when(removeEntitlementConfiguration, first)
      .then(removedFirst);
    given(...registered(), entitled(), removedFirst)
      .when(configureEntitlement, configure)
      .then(entitled(2));
  });

  it('N-12: cannot be removed when they do not exist', () => {
    for (const entitlementConfigurationId of [`${SYSTEM}-e2`, 'constructor']) {
      given(...registered(), entitled())
        .when(removeEntitlementConfiguration, { systemId: SYSTEM, entitlementConfigurationId })
        .thenRefused('NOT_FOUND');
    }
  });

  it('N-06 N-12: store no other property of a command in an event', () => {
    const withSecret = { ...configure, accessToken: 'secret' };
    given(...registered())
      .when(configureEntitlement, withSecret)
      .then(entitled());
    given(...registered())
      .when(includeInFormation, { ...include, accessToken: 'secret' })
      .then(inFormation());
  });
});
