import { placeOfCommand } from '../command-history.js';
import {
  deregistered,
  deregistering,
  enabling,
  eventsForName,
  given,
  NAME,
  pending,
  recorded,
  registered,
  removed,
  SYSTEM,
  T0,
  TENANT,
  tokensOf,
} from '../testing/index.js';
import {
  added,
  entitled,
  extensionDeleted,
  failed,
  inFormation,
  issued,
  redeemed,
  requested,
} from '../testing/sample-events.js';
import type { SystemEvent } from './system.events.js';
import { evolveSystem } from './system.evolve.js';
import { currentSystem, findToken, isEnded, isFormerLife, nextLife, runningAttempt } from './system.queries.js';
import { initialSystemState } from './system.state.js';

describe('The fold of a system', () => {
  it('N-15 M-16: keeps each command with the version after its last event, to recognise a repeated one', () => {
    const keys = ['register', 'register', 'redeem', 'redeem', 'redeem'];
    const state = enabling().reduce(
      (before, event, index) => evolveSystem(before, recorded(event, { idempotencyKey: keys[index] })),
      initialSystemState,
    );
    expect(placeOfCommand(state, 'register')).toEqual({ before: 0, after: 2 });
    expect(placeOfCommand(state, 'redeem')).toEqual({ before: 2, after: 5 });
    expect(placeOfCommand(state, 'never')).toBeUndefined();
  });

  it('refuses an event that names another account than its system, also one that begins the next life', () => {
    const other = { globalAccountId: 'ga-other' };
    const { state } = given(...removed());
    expect(() => evolveSystem(initialSystemState, recorded(added(), other))).toThrow(/another account/);
    expect(() => evolveSystem(state, recorded(added(), other))).toThrow(/another account/);
    const [begins] = eventsForName([recorded(added())], NAME, 'ga-other');
    expect(() => evolveSystem(state, begins!)).toThrow(/another account/);
    const [, event] = registered();
    expect(() => evolveSystem(given(added()).state, recorded(event!, other))).toThrow(/another account/);
  });

  it('M-16: keeps every token with its final state, over all lives', () => {
    expect(tokensOf(given(...deregistered()).state)).toMatchObject({ 'token-1': { state: 'USED', systemId: SYSTEM } });
  });

  it('N-07: reads only the newest token, so that folding many tokens takes linear time', () => {
    const { state } = given(...pending('commerce-cloud'));
    const failOnRead = () => {
      throw new Error('The fold read a token before the newest');
    };
    const earlier = new Proxy(state.tokens!, { get: failOnRead, ownKeys: failOnRead });
    const renewed = evolveSystem({ ...state, tokens: earlier }, recorded(issued({ tokenId: 'token-2' })));
    const newest = { systemId: SYSTEM, tokenId: 'token-2' };
    const laterEvents: SystemEvent[] = [
      { type: 'IntegrationTokenDisplayed', data: newest },
      { type: 'IntegrationTokenExpired', data: newest },
      { type: 'IntegrationTokenRevoked', data: { ...newest, reason: 'REPLACED' } },
      redeemed({ tokenId: 'token-2' }),
    ];
    for (const after of [renewed, ...laterEvents.map((event) => evolveSystem(renewed, recorded(event)))]) {
      expect(after.tokens!.before === earlier).toBe(true);
    }
  });

  it('N-07: finds the first of thousands of tokens', () => {
    const first = { systemId: SYSTEM, tokenId: 'token-1' };
    const renewed = Array.from({ length: 10_000 }, (_, n) => issued({ tokenId: `token-${n + 2}` }));
    const ended: SystemEvent = { type: 'IntegrationTokenExpired', data: first };
    const state = [...pending('commerce-cloud'), ...renewed, ended].reduce(
      (before, event, n) => evolveSystem(before, recorded(event, { idempotencyKey: `command/ga-admin/${n}` })),
      initialSystemState,
    );
    expect(findToken(state, 'token-1')).toMatchObject({ state: 'EXPIRED' });
    expect(findToken(state, 'token-10001')).toMatchObject({ state: 'LIVE' });
  });

  it('takes linear time, whatever thousands of a name there are: the lists of before are never read', () => {
    const failOnRead = () => {
      throw new Error('The fold read what was there before');
    };
    const unread = new Proxy({}, { get: failOnRead, ownKeys: failOnRead }) as never;
    const { state } = given(...registered());
    const lists = { formations: unread, entitlements: unread };
    const events: SystemEvent[] = [
      inFormation(),
      {
        type: 'SystemExcludedFromFormation',
        data: { systemId: SYSTEM, formationId: 'formation-1', reason: 'REQUESTED' },
      },
      entitled(),
      {
        type: 'EntitlementConfigurationRemoved',
        data: { systemId: SYSTEM, entitlementConfigurationId: `${SYSTEM}-e1` },
      },
    ];
    for (const event of events) {
      expect(evolveSystem({ ...state, ...lists }, recorded(event)).version).toBe(state.version + 1);
    }
  });

  it('R3 R7: numbers attempts over both sagas', () => {
    expect(given(...enabling()).state.attempts).toBe(1);
    expect(given(...deregistering()).state.attempts).toBe(2);
    expect(runningAttempt(given(...deregistering()).state)).toMatchObject({
      attempt: 2,
      tenantId: TENANT,
      startedAt: T0.toISOString(),
      correlationId: 'correlation-1',
    });
    expect(runningAttempt(given(...registered()).state)).toBeUndefined();
    expect(runningAttempt(given(...pending()).state)).toBeUndefined();
  });

  it('distinguishes the current life, former lives and other systems', () => {
    const { state } = given(...deregistered());
    const nextId = `${SYSTEM.slice(0, -1)}2`;
    expect(currentSystem(state, SYSTEM)).toBe(state);
    expect(currentSystem(state, nextId)).toBeUndefined();
    expect(isFormerLife(state, SYSTEM)).toBe(false);
    expect(isFormerLife(state, nextId)).toBe(false);
    expect(isEnded(state.status)).toBe(true);
    expect(nextLife(state)).toBe(2);
    expect(nextLife(initialSystemState)).toBe(1);
  });

  it.each<[string, SystemEvent[]]>([
    ['a stream without a beginning', [redeemed()]],
    ['a token that was not issued', [...pending(), redeemed({ tokenId: 'token-9' })]],
    ['an event of another system', [...pending(), redeemed({ systemId: 'other' })]],
    ['a step of a registration that does not run', [...pending(), requested('Registration', 1, 'establish-trust')]],
    [
      'a step of a deregistration that does not run',
      [...registered(), requested('Deregistration', 1, 'establish-trust')],
    ],
    ['the end of an extension that is not there', [...failed(), extensionDeleted(), failed().at(-1)!]],
  ])('throws on %s', (_, events) => {
    expect(() => given(...events)).toThrow();
  });

  it('throws on an unknown event', () => {
    const foreign = recorded({ type: 'SystemSold', data: { systemId: SYSTEM } }) as never;
    expect(() => evolveSystem(given(...pending()).state, foreign)).toThrow('SystemSold');
  });
});
