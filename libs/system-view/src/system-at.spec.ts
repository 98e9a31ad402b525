import { extensionDeleted, failed, issued, pending, recorded, SYSTEM } from '@system-landscape/domain/testing';
import type { SystemEvent } from '@system-landscape/domain';
import { foldSystemRecord } from './fold-system-record.js';
import { changesAt, systemAt } from './system-at.js';

const EXPIRES = Date.parse('2026-01-12T10:00:00.000Z');

function systemOf(...events: readonly SystemEvent[]) {
  const placed = events.map((event, revision) => ({ event: recorded(event), revision, position: '1' }));
  return foldSystemRecord(placed, SYSTEM)!.system;
}

describe('A system at a moment', () => {
  it('M-13: has a live token until its last millisecond, and an expired one from its moment on', () => {
    const system = systemOf(...pending());
    expect(changesAt(system)).toBe(EXPIRES);
    expect(systemAt(system, new Date(EXPIRES - 1))).toBe(system);
    for (const after of [0, 1, 86_400_000]) {
      expect(systemAt(system, new Date(EXPIRES + after))).toMatchObject({
        status: 'PENDING',
        token: { state: 'EXPIRED' },
        statusDetail: expect.stringContaining('has expired unused') as string,
      });
    }
  });

  it.each([
    ['Pending', pending()],
    ['Pending beside a failed extension', [...failed(), issued({ tokenId: 'token-2' })]],
    ['Pending after a failed extension', [...failed(), extensionDeleted(), issued({ tokenId: 'token-2' })]],
  ])('M-13: looks the same before and after the expiry of a %s one is recorded', (_, events) => {
    const tokenId = systemOf(...events).token!.tokenId;
    const swept = systemOf(...events, { type: 'IntegrationTokenExpired', data: { systemId: SYSTEM, tokenId } });
    const { version: _version, ...shown } = systemAt(systemOf(...events), new Date(EXPIRES));
    const { version: _swept, ...afterSweep } = swept;
    expect(shown).toEqual(afterSweep);
    expect(changesAt(swept)).toBeUndefined();
  });
});
