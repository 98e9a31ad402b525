import { versionAfterCommand } from '../ledger.js';
import {
  deregistered,
  deregistering,
  enabling,
  given,
  pending,
  recorded,
  registered,
  SYSTEM,
  T0,
  TENANT,
} from '../testing/index.js';
import { extensionDeleted, failed, redeemed, requested } from '../testing/stories.js';
import type { SystemEvent } from './system.events.js';
import {
  currentSystem,
  evolveSystem,
  initialSystemState,
  isEnded,
  isFormerLife,
  nextLife,
  runningAttempt,
} from './system.state.js';

describe('The fold of a system', () => {
  it('N-15 M-16: remembers each command with the version after its last event, so that a repeated one is recognised', () => {
    const keys = ['register', 'register', 'redeem', 'redeem', 'redeem'];
    const state = enabling().reduce(
      (before, event, index) => evolveSystem(before, recorded(event, { idempotencyKey: keys[index] })),
      initialSystemState,
    );
    expect(versionAfterCommand(state, 'register')).toBe(2);
    expect(versionAfterCommand(state, 'redeem')).toBe(5);
    expect(versionAfterCommand(state, 'never')).toBeUndefined();
  });

  it('M-16: remembers every token with its end, over all lives', () => {
    expect(given(...deregistered()).state.tokens).toMatchObject({ 'token-1': { state: 'USED', systemId: SYSTEM } });
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

  it('knows the current life, the former ones, and no other system', () => {
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

  it('throws on an event it does not know', () => {
    const foreign = recorded({ type: 'SystemSold', data: { systemId: SYSTEM } }) as never;
    expect(() => evolveSystem(given(...pending()).state, foreign)).toThrow('SystemSold');
  });
});
