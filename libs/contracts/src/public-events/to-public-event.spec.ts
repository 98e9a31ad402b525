import { STEPS, type FormationEvent, type SystemEvent, type SystemEventType } from '@system-landscape/domain';
import {
  ACCOUNT,
  actions,
  added,
  deregisterError,
  issued,
  perform,
  recorded,
  registrationFailed,
  streamOf,
  SYSTEM,
  T0,
} from '@system-landscape/domain/testing';
import { Value } from '@sinclair/typebox/value';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { fromBinaryMessage, subjectOf, toBinaryMessage, publicEventNameOf, type PublicEvent } from './cloud-event.js';
import { PUBLIC_EVENT_SCHEMAS } from './public-event-schemas.js';
import { PUBLIC_EVENT_NAMES, PUBLIC_EVENTS } from './public-events.js';
import { toPublicEvent } from './to-public-event.js';

const ajv = addFormats(new Ajv({ allErrors: true, strict: true }));
const validators = new Map(PUBLIC_EVENT_NAMES.map((name) => [name, ajv.compile(PUBLIC_EVENT_SCHEMAS[name].data)]));
const place = { eventId: '0d9c1a52-7e34-5c18-b6a9-84f2d35c60be', position: '4711' };

function mistakes(event: PublicEvent): unknown[] {
  const name = publicEventNameOf(event.type)!;
  const validate = validators.get(name)!;
  return validate(event.data) ? [] : (validate.errors ?? []);
}

/** Events that no random history of a system contains. */
const formationEvents: FormationEvent[] = [
  { type: 'FormationCreated', data: { formationId: 'f', globalAccountId: ACCOUNT, name: 'F', type: null } },
  { type: 'FormationDeletionStarted', data: { formationId: 'f' } },
  { type: 'FormationDeleted', data: { formationId: 'f' } },
];

describe('toPublicEvent', () => {
  it('maps a stored event to a CloudEvent', () => {
    expect(toPublicEvent(recorded(added()), place)).toEqual({
      specversion: '1.0',
      id: place.eventId,
      source: `/global-accounts/${ACCOUNT}`,
      type: 'system-landscape.SystemAdded.v1',
      subject: SYSTEM,
      time: T0.toISOString(),
      datacontenttype: 'application/json',
      dataschema: 'urn:system-landscape:event:SystemAdded:v1',
      position: '4711',
      correlationid: 'correlation-1',
      data: {
        globalAccountId: ACCOUNT,
        systemId: SYSTEM,
        name: 'My S/4HANA',
        systemType: 's4hana-cloud',
        communicationScenarioGroup: 'all',
      },
    });
  });

  it('copies the trace context', () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    expect(toPublicEvent(recorded(added(), { traceparent }), place)).toMatchObject({ traceparent });
  });

  it('publishes no key ids, raw answers or notes', () => {
    const reason = { code: 'UNKNOWN_ANSWER', message: 'Unknown', raw: 'what the tenant answered' };
    const failed = registrationFailed();
    const stored: SystemEvent[] = [
      issued(),
      { ...failed, data: { ...failed.data, reason } },
      { type: 'IncidentResolved', data: { systemId: SYSTEM, action: 'retry', note: 'a private note' } },
    ];
    const published = JSON.stringify(stored.map((event) => toPublicEvent(recorded(event), place)));
    expect(published).not.toMatch(/key-1|what the tenant answered|a private note|ga-admin|takeBack/);
  });

  it('names the incident of a failed deregistration', () => {
    const event = toPublicEvent(recorded(deregisterError().at(-1)!), place);
    expect(event?.data).toMatchObject({ incident: { step: expect.stringMatching(STEPS.join('|')) as string } });
    expect(mistakes(event!)).toEqual([]);
  });

  it.each(formationEvents.map((event) => [event.type, event] as const))(
    'maps the formation event %s',
    (type, stored) => {
      const event = toPublicEvent(recorded(stored), place);
      if (type === 'FormationDeletionStarted') {
        expect(event).toBeUndefined();
        return;
      }
      expect(event?.subject).toBe('f');
      expect(subjectOf(event!)).toBe(`landscape.${ACCOUNT}.formation.f.${type}`);
      expect(mistakes(event!)).toEqual([]);
    },
  );

  it('throws for an event type of a later release instead of skipping it', () => {
    const unknown = recorded({ type: 'SystemMoved', data: { systemId: SYSTEM } } as unknown as SystemEvent);
    expect(() => toPublicEvent(unknown, place)).toThrow(/does not know the event type SystemMoved/);
  });

  it('maps every history to valid public events without members outside of their schemas', () => {
    const seen = new Set<SystemEventType>();
    fc.assert(
      fc.property(actions, (todo) => {
        for (const stored of streamOf(perform(todo))) {
          const event = toPublicEvent(stored, place);
          if (!event) continue;
          seen.add(stored.type);
          const name = publicEventNameOf(event.type)!;
          expect(mistakes(event)).toEqual([]);
          // Clean removes members that the schema does not define.
          expect(Value.Clean(PUBLIC_EVENT_SCHEMAS[name].data, structuredClone(event.data))).toEqual(event.data);
          expect(subjectOf(event)).toBe(`landscape.${ACCOUNT}.system.${stored.data.systemId}.${name}`);
          const { headers, body } = toBinaryMessage(event);
          expect(fromBinaryMessage((header) => headers[header], body)).toEqual(event);
        }
      }),
      { numRuns: 300 },
    );
    const ofSystems = PUBLIC_EVENT_NAMES.filter((name) => PUBLIC_EVENTS[name].about === 'system');
    expect([...seen].sort()).toEqual([...ofSystems].sort());
  });
});

describe('a binary message', () => {
  const event = toPublicEvent(recorded(added(), { $correlationId: 'é "x" 100% \u{1F600}' }), place)!;

  it('encodes characters that a header cannot contain, and is decoded to the same event', () => {
    const { headers, body } = toBinaryMessage(event);
    expect(headers['ce-correlationid']).toMatch(/^[!#$&-~%]+$/);
    expect(fromBinaryMessage((name) => headers[name], body)).toEqual(event);
  });

  it('is refused when its type is unknown', () => {
    const { body } = toBinaryMessage(event);
    const foreign = (name: string) => (name === 'ce-type' ? 'system-landscape.constructor.v1' : undefined);
    expect(() => fromBinaryMessage(foreign, body)).toThrow(/no public event/);
  });
});
