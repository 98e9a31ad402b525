import type { SystemEvent } from '@system-landscape/domain';
import {
  deregistered,
  deregistering,
  deregisterError,
  enabling,
  entitled,
  failed,
  inFormation,
  pending,
  recorded,
  registered,
  REJECTED,
  SYSTEM,
} from '@system-landscape/domain/testing';
import { deregistrationViewOf } from './deregistration-view.js';
import { foldSystemRecord } from './fold-system-record.js';

function previewOf(events: readonly SystemEvent[]) {
  const placed = events.map((event, revision) => ({ event: recorded(event), revision, position: String(revision) }));
  return deregistrationViewOf(foldSystemRecord(placed, SYSTEM)!);
}

describe('The preview of a deregistration', () => {
  it('R7: a Registered system that nothing uses may be deregistered', () => {
    expect(previewOf(registered())).toEqual({ allowed: true, blockers: [] });
  });

  it('M-24: lists the same blockers as the refusal', () => {
    expect(previewOf([...registered(), inFormation(), entitled()])).toEqual({
      allowed: false,
      code: 'DEREGISTER_BLOCKED_REFERENCES',
      blockers: [
        { kind: 'entitlement', id: `${SYSTEM}-e1`, name: 's4-hana-cloud (messaging) in dev' },
        { kind: 'formation', id: 'formation-1', name: 'Production' },
      ],
    });
  });

  it('M-24: lists no more blockers than the refusal', () => {
    const formations = Array.from({ length: 130 }, (_, index) => inFormation(`formation-${index}`));
    expect(previewOf([...registered(), ...formations]).blockers).toHaveLength(100);
  });

  it.each([
    ['Pending', pending()],
    ['enabling', enabling()],
    ['Error', failed()],
    ['Deregistered', deregistered()],
  ])('M-26 R10: does not allow it in status %s', (_, events) => {
    expect(previewOf(events)).toEqual({ allowed: false, code: 'DEREGISTER_BLOCKED_STATUS', blockers: [] });
  });

  it('R7: shows attempt and step of a running deregistration', () => {
    expect(previewOf(deregistering())).toEqual({
      allowed: false,
      code: 'DEREGISTER_BLOCKED_STATUS',
      blockers: [],
      attempt: 2,
      step: 'activate-extension',
    });
  });

  it('M-25: shows the incident', () => {
    expect(previewOf(deregisterError())).toMatchObject({
      code: 'DEREGISTER_BLOCKED_STATUS',
      attempt: 2,
      step: 'activate-extension',
      incident: { component: 'BC-NEO-EXT-S4C', correlationId: 'correlation-1', lastAnswer: REJECTED },
    });
  });
});
