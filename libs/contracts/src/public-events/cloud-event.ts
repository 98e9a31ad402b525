import type { PublicEventData } from './public-event-schemas.js';
import { PUBLIC_EVENTS, type PublicEventName } from './public-events.js';

/**
 * JetStream stream of the public events, and its subjects. Not `landscape.>`: JetStream acknowledges every message on its
 * subjects, so a request on one would get that as its reply. One pattern, because a consumer of nats-server 2.9 has one
 * filter, which must lie within one subject of the stream.
 */
export const LANDSCAPE_STREAM = 'LANDSCAPE';
export const LANDSCAPE_SUBJECTS = ['landscape.*.*.*.*'] as const;

/** The subjects of one account's public events. */
export function subjectsOfAccount(globalAccountId: string): string {
  return `landscape.${globalAccountId}.*.*.*`;
}

export type CloudEventType<Name extends PublicEventName = PublicEventName> = {
  [Each in Name]: `system-landscape.${Each}.v${(typeof PUBLIC_EVENTS)[Each]['version']}`;
}[Name];

/** A CloudEvent (CloudEvents 1.0, JSON format) with the extensions `position`, `correlationid` and `traceparent`. */
export interface CloudEvent<Name extends PublicEventName> {
  readonly specversion: '1.0';
  /** Id of the stored event; a repeated id is a duplicate. */
  readonly id: string;
  /** The account: `/global-accounts/<globalAccountId>`. */
  readonly source: string;
  readonly type: CloudEventType<Name>;
  /** Id of the system or formation. */
  readonly subject: string;
  /** RFC 3339 in UTC. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** Names the JSON Schema of `data`. */
  readonly dataschema: string;
  /** Log position: an opaque decimal, ordered as a big integer. `from=<position>` resumes after it. */
  readonly position: string;
  readonly correlationid: string;
  readonly traceparent?: string;
  readonly data: PublicEventData<Name>;
}

/** Any public event, discriminated by `type`. */
export type PublicEvent = { [Name in PublicEventName]: CloudEvent<Name> }[PublicEventName];

/** `system-landscape.SystemAdded.v1` */
export function cloudEventTypeOf<Name extends PublicEventName>(name: Name): CloudEventType<Name> {
  return `system-landscape.${name}.v${PUBLIC_EVENTS[name].version}` as CloudEventType<Name>;
}

/** Name of the JSON Schema of an event's data. */
export function dataSchemaOf(name: PublicEventName): string {
  return `urn:system-landscape:event:${name}:v${PUBLIC_EVENTS[name].version}`;
}

const TYPE = /^system-landscape\.([A-Za-z]+)\.v\d+$/;

/** Name of the event that a CloudEvents type stands for; undefined for any other type. */
export function publicEventNameOf(type: string): PublicEventName | undefined {
  const name = TYPE.exec(type)?.[1];
  return name !== undefined && Object.hasOwn(PUBLIC_EVENTS, name) ? (name as PublicEventName) : undefined;
}

/** NATS subject: `landscape.<globalAccountId>.system.<systemId>.<event>`, or `….formation.<formationId>.<event>`. */
export function subjectOf(event: PublicEvent): string {
  const name = publicEventNameOf(event.type)!;
  return `landscape.${event.data.globalAccountId}.${PUBLIC_EVENTS[name].about}.${event.subject}.${name}`;
}

const ATTRIBUTES = [
  'specversion',
  'id',
  'source',
  'type',
  'subject',
  'time',
  'datacontenttype',
  'dataschema',
  'position',
  'correlationid',
  'traceparent',
] as const satisfies readonly Exclude<keyof CloudEvent<PublicEventName>, 'data'>[];

const HEADER_PREFIX = 'ce-';

/** An event as a NATS message: attributes as `ce-` headers, the data alone as body (CloudEvents NATS binding, binary). */
export interface BinaryMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function toBinaryMessage(event: PublicEvent): BinaryMessage {
  const headers: Record<string, string> = {};
  for (const name of ATTRIBUTES) {
    const value = event[name];
    if (value !== undefined) headers[HEADER_PREFIX + name] = encoded(value);
  }
  return { headers, body: JSON.stringify(event.data) };
}

/**
 * The event of a message's headers and body.
 * @throws Error for an event type that this version does not know
 */
export function fromBinaryMessage(header: (name: string) => string | undefined, body: string): PublicEvent {
  const attributes: Record<string, string> = {};
  for (const name of ATTRIBUTES) {
    const value = header(HEADER_PREFIX + name);
    if (value) attributes[name] = decodeURIComponent(value);
  }
  if (publicEventNameOf(attributes['type'] ?? '') === undefined) {
    throw new Error(`The message is no public event that this version knows (type "${attributes['type'] ?? ''}")`);
  }
  return { ...attributes, data: JSON.parse(body) as unknown } as unknown as PublicEvent;
}

/** CloudEvents NATS binding: percent-encodes all outside of U+0021–U+007E, the double quote and the percent sign. */
function encoded(value: string): string {
  return value.replace(/[^!#$&-~]+/gu, encodeURIComponent);
}
