import type { SystemEvent } from '@system-landscape/domain';
import {
  accepted,
  at,
  delayed,
  deregistered,
  deregistering,
  deregisterError,
  enabling,
  extensionDeleted,
  failed,
  HOUR,
  issued,
  MINUTE,
  pending,
  recorded,
  registered,
  REJECTED,
  removed,
  requested,
  SYSTEM,
  TENANT,
  UNREACHABLE,
} from '@system-landscape/domain/testing';
import { foldSystemRecord } from './fold-system-record.js';

const FIRST = 'establish-trust';
const LAST = 'activate-extension';
const expired: SystemEvent = { type: 'IntegrationTokenExpired', data: { systemId: SYSTEM, tokenId: 'token-1' } };
const later = (milliseconds: number) => at(milliseconds).toISOString();

function recordOf(events: readonly SystemEvent[]) {
  const placed = events.map((event, revision) => ({ event: recorded(event), revision, position: String(revision) }));
  return foldSystemRecord(placed, SYSTEM)!;
}

describe('The status detail for the account', () => {
  it.each<[string, readonly SystemEvent[], readonly string[]]>([
    ['M-05: Pending, waiting', pending(), ['Waiting for the tenant administrator', 'valid until']],
    ['M-15: Pending, token expired', [...pending(), expired], ['expired unused', 'Display token makes a fresh one']],
    ['M-23: Pending, enabling', enabling(), ['Attempt 1', `"${FIRST}"`, 'has not answered yet']],
    [
      'M-23: Pending, accepted',
      [...enabling(), accepted('Registration', 1, FIRST)],
      ['Attempt 1', `"${FIRST}"`, 'is working on it', `asked again at ${later(MINUTE)}`],
    ],
    [
      'M-23: Pending, delayed',
      [...enabling(), delayed('Registration', 1, FIRST, 3)],
      [
        'Attempt 1',
        `"${FIRST}", try 3`,
        UNREACHABLE.message,
        `again at ${later(MINUTE)}`,
        `given up at ${later(HOUR)}`,
      ],
    ],
    [
      'M-23: Pending, tried again',
      [...enabling(), delayed('Registration', 1, FIRST, 1), requested('Registration', 1, FIRST, 2)],
      ['try 2', `Its last answer: ${UNREACHABLE.message}`],
    ],
    ['M-05: Registered', registered(), [`Tenant ${TENANT} is connected`]],
    [
      'R5: Error',
      failed(),
      ['attempt 1', 'at step', REJECTED.message, 'failed extension deleted', 'create a new token', 'either order'],
    ],
    [
      'M-22: Error, extension deleted',
      [...failed(), extensionDeleted()],
      ['attempt 1', REJECTED.message, 'was deleted', 'Create a new token', 'or cancel the registration'],
    ],
    [
      'M-22: Pending, extension not deleted',
      [...failed(), issued({ tokenId: 'token-2', reason: 'AFTER_ERROR' })],
      ['Waiting for the tenant administrator', 'the failed extension must be deleted'],
    ],
    ['R7: Deregistering', deregistering(), [`Attempt 2, taking back step "${LAST}"`, 'has not answered yet']],
    [
      'R7: Deregistering, delayed',
      [...deregistering(), delayed('Deregistration', 2, LAST, 2)],
      ['Attempt 2', `"${LAST}", try 2`, UNREACHABLE.message, 'tried again'],
    ],
    [
      'M-25: Deregister Error',
      deregisterError(),
      [
        'attempt 2',
        REJECTED.message,
        'incident on component BC-NEO-EXT-S4C',
        'correlation-1',
        'an operator resolves it',
      ],
    ],
    ['R8: Deregistered', deregistered(), [`Tenant ${TENANT}`, 'the name is free again']],
    ['R11: Removed', removed(), ['cancelled', 'the name is free again']],
  ])('%s', (_, events, words) => {
    const { statusDetail } = recordOf(events).system;
    for (const word of words) expect(statusDetail).toContain(word);
    expect(statusDetail).toMatch(/^[A-Z].*[.!?]$/);
  });

  it('R12: Deregistered by an operator', () => {
    const resolution: SystemEvent[] = [
      { type: 'IncidentResolved', data: { systemId: SYSTEM, action: 'confirm-removed', note: 'Gone' } },
      {
        type: 'SystemDeregistered',
        data: {
          systemId: SYSTEM,
          attempt: 2,
          extensionId: `${SYSTEM}-x1`,
          tenantId: TENANT,
          confirmedByOperator: true,
        },
      },
    ];
    expect(recordOf([...deregisterError(), ...resolution]).system.statusDetail).toContain('An operator confirmed');
  });
});

describe('The status detail for the tenant', () => {
  it('R5 M-22: says to delete the failed extension, then redeem a new token', () => {
    expect(recordOf(failed()).extension!.statusDetail).toMatch(/Delete this extension, then redeem a new token\.$/);
  });

  it('M-25: says that an operator resolves the open incident', () => {
    expect(recordOf(deregisterError()).extension!.statusDetail).toContain('an operator resolves it');
  });
});
