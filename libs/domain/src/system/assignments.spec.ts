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
  it('N-06: a Registered system joins, once', () => {
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

  it('N-06: others do not, and nobody in another status', () => {
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

  it('N-06: a formation that was created again is joined, also by who was in the earlier one', () => {
    const again = given(...registered(), inFormation())
      .when(includeInFormation, { ...include, formationLife: 2 })
      .then(inFormation('formation-1', 'Production', 2));
    expect(again).toMatchObject({ formations: { 'formation-1': { formationLife: 2 } } });
  });

  it('N-06: a formation is known by its id alone, whatever JavaScript objects have on board', () => {
    given(...registered())
      .when(includeInFormation, { ...include, formationId: 'constructor' })
      .then(inFormation('constructor'));
    given(...registered())
      .when(excludeFromFormation, { ...exclude, formationId: 'constructor' })
      .thenNothing();
  });
});

describe('Excluding a system from a formation', () => {
  it('M-24: takes it out, and another time changes nothing', () => {
    const state = given(...registered(), inFormation())
      .when(excludeFromFormation, exclude)
      .then(excluded);
    expect(state).toHaveProperty('formations', {});
    given(...registered(), inFormation(), excluded)
      .when(excludeFromFormation, exclude)
      .thenNothing();
  });

  it('M-24: the deletion of a formation leaves those alone who have joined a later one of the name', () => {
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

  it('M-24: an ended system is in no formation', () => {
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

  it('N-12: the same plan for the same system and subaccount exists once', () => {
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

  it('N-12: the number of one that was removed is never used again', () => {
    const first = { systemId: SYSTEM, entitlementConfigurationId: `${SYSTEM}-e1` };
    const removedFirst: SystemEvent = { type: 'EntitlementConfigurationRemoved', data: first };
    given(...registered(), entitled())
      .when(removeEntitlementConfiguration, first)
      .then(removedFirst);
    given(...registered(), entitled(), removedFirst)
      .when(configureEntitlement, configure)
      .then(entitled(2));
  });

  it('N-12: one that does not exist cannot be removed', () => {
    for (const entitlementConfigurationId of [`${SYSTEM}-e2`, 'constructor']) {
      given(...registered(), entitled())
        .when(removeEntitlementConfiguration, { systemId: SYSTEM, entitlementConfigurationId })
        .thenRefused('NOT_FOUND');
    }
  });

  it('N-06 N-12: only what an event is made of gets into the log, whatever else the command carries', () => {
    const careless = { ...configure, accessToken: 'secret' };
    given(...registered())
      .when(configureEntitlement, careless)
      .then(entitled());
    given(...registered())
      .when(includeInFormation, { ...include, accessToken: 'secret' })
      .then(inFormation());
  });
});
