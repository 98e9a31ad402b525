import {
  currentToken,
  entriesIn,
  runningAttempt,
  systemIdOf,
  type Recorded,
  type SystemEvent,
} from '@system-landscape/domain';
import {
  accepted,
  actions,
  at,
  delayed,
  deregistered,
  deregistering,
  deregisterError,
  enabling,
  entitled,
  extensionDeleted,
  failed,
  HISTORIES,
  HOUR,
  inFormation,
  issued,
  MINUTE,
  NAME_ID,
  pending,
  perform,
  recorded,
  registered,
  REJECTED,
  removed,
  requested,
  streamOf,
  SYSTEM,
  TENANT,
  UNREACHABLE,
} from '@system-landscape/domain/testing';
import * as fc from 'fast-check';
import { foldSystemRecord } from './fold-system-record.js';
import { evolveSystemRecord, SystemRecordFold, type SystemRecord } from './system-record.js';

/** The record of the specs' system; the n-th event has position 100 × n. */
function recordOf(...events: readonly SystemEvent[]): SystemRecord {
  return fold(events.map((event) => recorded(event)))!;
}

function fold(events: readonly Recorded<SystemEvent>[], systemId = SYSTEM): SystemRecord | undefined {
  return foldSystemRecord(
    events.map((event, revision) => ({ event, revision, position: String(100 * (revision + 1)) })),
    systemId,
  );
}

describe('The record of a system', () => {
  it('R1 M-05: begins Pending, with its token and what to wait for', () => {
    const { system, extension, waiting, incident } = recordOf(...pending());
    expect(system).toMatchObject({
      id: SYSTEM,
      status: 'PENDING',
      token: { tokenId: 'token-1', state: 'LIVE' },
      formations: [],
      entitlementConfigurations: [],
      createdBy: 'ga-admin',
      version: 2,
      position: '200',
    });
    expect(system.statusDetail).toContain('tenant administrator');
    expect([extension, waiting, incident]).toEqual([null, null, null]);
  });

  it.each([
    ['PENDING', enabling()],
    ['REGISTERED', registered()],
    ['ERROR', failed()],
    ['DEREGISTERING', deregistering()],
    ['DEREGISTER_ERROR', deregisterError()],
    ['DEREGISTERED', deregistered()],
    ['REMOVED', removed()],
  ])('M-05: shows %s', (status, events) => {
    expect(recordOf(...events).system.status).toBe(status);
  });

  it('X-12: a cancelled re-registration is Deregistered again, and says to which tenant it is bound', () => {
    const reregistering = [...deregistered(), issued({ tokenId: 'token-r', boundToTenantId: TENANT })];
    const { system } = recordOf(...reregistering, { type: 'RegistrationCancelled', data: { systemId: SYSTEM } });
    expect(system.status).toBe('DEREGISTERED');
    expect(system.statusDetail).toContain(TENANT);
  });

  it('R3 M-23: shows the tenant, its extension and the due time while enabling', () => {
    const { system, extension, waiting } = recordOf(...enabling());
    expect(system).toMatchObject({
      status: 'PENDING',
      token: { state: 'USED' },
      registration: { state: 'ENABLING', attempt: 1, step: 'establish-trust', try: 1, tenantId: TENANT },
    });
    expect(extension).toMatchObject({ extensionId: `${SYSTEM}-x1`, status: 'ENABLING', step: 'establish-trust' });
    expect(waiting).toEqual({
      saga: 'registration',
      attempt: 1,
      tenantId: TENANT,
      deadlineAt: at(HOUR).toISOString(),
      dueAt: at(5 * MINUTE).toISOString(),
    });
  });

  it('M-23: shows try, reason and time of a delay until the tenant answers', () => {
    const events = [...enabling(), delayed('Registration', 1, 'establish-trust', 3)];
    const { system, waiting } = recordOf(...events);
    expect(system.registration).toMatchObject({
      try: 3,
      delayedUntil: at(MINUTE).toISOString(),
      lastError: UNREACHABLE,
    });
    expect(system.statusDetail).toContain(`try 3: ${UNREACHABLE.message}`);
    expect(waiting!.dueAt).toBe(at(MINUTE).toISOString());

    const answered = recordOf(...events, accepted('Registration', 1, 'establish-trust')).system.registration!;
    expect(answered).not.toHaveProperty('delayedUntil');
    expect(answered).not.toHaveProperty('lastError');
  });

  it('M-23: is due at the deadline when the next action would be later', () => {
    const { waiting } = recordOf(...enabling(), requested('Registration', 1, 'establish-trust', 2, 2 * HOUR));
    expect(waiting!.dueAt).toBe(at(HOUR).toISOString());
  });

  it('R4: is Registered, with the extension Enabled and nothing due', () => {
    const { system, extension, waiting } = recordOf(...registered());
    expect(system).toMatchObject({ status: 'REGISTERED', registration: { state: 'ENABLED' } });
    expect(extension).toMatchObject({ status: 'ENABLED' });
    expect(waiting).toBeNull();
  });

  it('R5: shows the tenant’s message of a failure to both sides, with what to do next', () => {
    const { system, extension, waiting } = recordOf(...failed());
    expect(system).toMatchObject({ status: 'ERROR', registration: { state: 'FAILED', lastError: REJECTED } });
    expect(system.statusDetail).toContain(REJECTED.message);
    expect(extension).toMatchObject({ status: 'FAILED' });
    expect(extension!.statusDetail).toContain(REJECTED.message);
    expect(waiting).toBeNull();
  });

  it('R6 M-22: is Pending again with a new token, and says whether the extension must be deleted first', () => {
    const token = issued({ tokenId: 'token-2', reason: 'AFTER_ERROR' });
    const first = recordOf(...failed(), token);
    expect(first).toMatchObject({ system: { status: 'PENDING' }, extension: { status: 'FAILED' } });
    expect(first.system.statusDetail).toContain('must be deleted');
    for (const events of [
      [...failed(), token, extensionDeleted()],
      [...failed(), extensionDeleted(), token],
    ]) {
      const { system, extension } = recordOf(...events);
      expect(system.statusDetail).toContain('Waiting for the tenant administrator');
      expect(extension).toBeNull();
    }
  });

  it('R7 R8: follows a deregistration like a registration; at its end there is no extension', () => {
    expect(recordOf(...deregistering())).toMatchObject({
      system: { status: 'DEREGISTERING', registration: { state: 'DISABLING', attempt: 2 } },
      extension: { status: 'DISABLING' },
      waiting: { saga: 'deregistration', attempt: 2 },
    });
    expect(recordOf(...deregistered())).toMatchObject({
      system: { status: 'DEREGISTERED', registration: { state: 'DELETED' } },
      extension: null,
      waiting: null,
    });
  });

  it('R9 M-25: shows the incident of a failed deregistration: component, correlation id, failing step', () => {
    const { system, extension, incident, waiting } = recordOf(...deregisterError());
    expect(incident).toMatchObject({
      component: 'BC-NEO-EXT-S4C',
      correlationId: 'correlation-1',
      lastAnswer: REJECTED,
    });
    expect(system.statusDetail).toMatch(/BC-NEO-EXT-S4C.*correlation-1/);
    expect(extension).toMatchObject({ status: 'DISABLING' });
    expect(waiting).toBeNull();
  });

  it('R12: has no incident once it is resolved', () => {
    const resolved: SystemEvent = {
      type: 'IncidentResolved',
      data: { systemId: SYSTEM, action: 'retry', note: 'Repaired' },
    };
    expect(recordOf(...deregisterError(), resolved).incident).toBeNull();
  });

  it('M-15: says what to do about an expired token', () => {
    const expired: SystemEvent = { type: 'IntegrationTokenExpired', data: { systemId: SYSTEM, tokenId: 'token-1' } };
    const { system } = recordOf(...pending(), expired);
    expect(system.token!.state).toBe('EXPIRED');
    expect(system.statusDetail).toContain('Display token');
  });

  it('M-24: shows what uses the system', () => {
    const { system } = recordOf(...registered(), inFormation(), entitled());
    expect(system.formations).toEqual([{ id: 'formation-1', name: 'Production' }]);
    expect(system.entitlementConfigurations).toMatchObject([
      { id: `${SYSTEM}-e1`, service: 's4-hana-cloud', plan: 'messaging', subaccount: 'dev', systemId: SYSTEM },
    ]);
    const released = recordOf(
      ...registered(),
      inFormation(),
      entitled(),
      {
        type: 'SystemExcludedFromFormation',
        data: { systemId: SYSTEM, formationId: 'formation-1', reason: 'REQUESTED' },
      },
      {
        type: 'EntitlementConfigurationRemoved',
        data: { systemId: SYSTEM, entitlementConfigurationId: `${SYSTEM}-e1` },
      },
    );
    expect(released.system).toMatchObject({ formations: [], entitlementConfigurations: [] });
  });

  it('throws for an event before SystemAdded, and is undefined without events', () => {
    expect(() => evolveSystemRecord(undefined, recorded(extensionDeleted()), { position: '1', version: 1 })).toThrow(
      'before SystemAdded',
    );
    expect(fold([])).toBeUndefined();
  });
});

describe('A system with thousands of formations and entitlement configurations', () => {
  it('is folded in linear time: an event does not read those that are there', () => {
    let reads = 0;
    const counted = <T>(items: readonly T[]): readonly T[] =>
      new Proxy(items, {
        get: (target, member) => {
          if (typeof member === 'string' && /^\d+$/.test(member)) reads += 1;
          return Reflect.get(target, member) as unknown;
        },
      });
    const members = Array.from({ length: 4_000 }, (_, n) => ({ id: `formation-${n}`, name: `Formation ${n}` }));
    const { system, ...rest } = recordOf(...registered());
    const folded = new SystemRecordFold({ ...rest, system: { ...system, formations: counted(members) } });
    for (let n = 0; n < 100; n += 1) {
      const event = recorded(inFormation(`new-${n}`));
      folded.add(event, { position: '1', version: n });
    }
    expect(reads).toBe(members.length);
    expect(folded.record!.system.formations).toHaveLength(4_100);
  });
});

describe('The record, for any history', () => {
  it('M-05 M-23: agrees with the state that decisions are made from', () => {
    fc.assert(
      fc.property(actions, (todo) => {
        const records = new Map<string, SystemRecord>();
        let version = 0;
        for (const { events, after } of perform(todo)) {
          for (const event of events) {
            version += 1;
            const { systemId } = event.data;
            const place = { position: String(version * 100), version };
            records.set(systemId, evolveSystemRecord(records.get(systemId), event, place));
          }
          if (after.status === 'NONE' || events.length === 0) continue;
          const { system, extension, waiting, incident } = records.get(after.systemId)!;
          expect(system.status).toBe(after.status);
          expect(system.token?.tokenId ?? null).toBe(after.tokenId);
          if (system.token) expect(system.token.state).toBe(currentToken(after)!.state);
          expect(system.formations.map(({ id }) => id)).toEqual(entriesIn(after.formations).map(([id]) => id));
          expect(system.entitlementConfigurations.map(({ id }) => id)).toEqual(
            entriesIn(after.entitlements).map(([id]) => id),
          );
          expect(extension && [extension.extensionId, extension.tenantId, extension.status]).toEqual(
            after.extension && [after.extension.extensionId, after.extension.tenantId, after.extension.status],
          );
          expect(waiting?.attempt).toBe(runningAttempt(after)?.attempt);
          expect(incident !== null).toBe(after.status === 'DEREGISTER_ERROR');
        }
      }),
      { numRuns: HISTORIES },
    );
  });

  it('equals itself after a round trip through JSON, after every event', () => {
    fc.assert(
      fc.property(actions, (todo) => {
        const records = new Map<string, SystemRecord>();
        streamOf(perform(todo)).forEach((event, index) => {
          const place = { position: String(index), version: index + 1 };
          const record = evolveSystemRecord(records.get(event.data.systemId), event, place);
          expect(JSON.parse(JSON.stringify(record))).toStrictEqual(record);
          records.set(event.data.systemId, record);
        });
      }),
      { numRuns: HISTORIES },
    );
  });

  it('M-20: contains one life only, however many the stream has', () => {
    fc.assert(
      fc.property(actions, (todo) => {
        const happened = perform(todo);
        const { after } = happened.at(-1)!;
        const lives = after.status === 'NONE' ? 0 : after.life;
        const stream = streamOf(happened);
        for (let life = 1; life <= lives; life++) {
          const system = fold(stream, systemIdOf(NAME_ID, life))!.system;
          expect(system.id).toBe(systemIdOf(NAME_ID, life));
          if (life < lives) expect(['REMOVED', 'DEREGISTERED']).toContain(system.status);
        }
        expect(fold(stream, systemIdOf(NAME_ID, lives + 1))).toBeUndefined();
      }),
      { numRuns: HISTORIES },
    );
  });
});
