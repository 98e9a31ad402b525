import { printable, type Colours } from '../terminal/terminal.js';
import type { LoggedEvent } from './read-log.js';

/** An event as `--json` prints it and as a line of an export file. */
export interface EventLine {
  readonly position: string;
  readonly stream: string;
  /** Revision in its stream, from 0. */
  readonly revision: string;
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
}

export function eventLineOf({ position, recorded }: LoggedEvent): EventLine {
  const { streamId, revision, id, type, data, metadata } = recorded;
  return { position, stream: streamId, revision: revision.toString(), id, type, data, metadata };
}

export async function* eventLinesOf(events: AsyncIterable<LoggedEvent>): AsyncGenerator<EventLine> {
  for await (const event of events) yield eventLineOf(event);
}

/** One line of text for an event. */
export function formatEvent(event: EventLine, colours: Colours): string {
  const { occurredAt, systemId, actor } = membersOf(event.metadata);
  const about = textOf(systemId) || event.stream;
  const subject = textOf(membersOf(actor)['subject']);
  const parts = [event.position.padStart(10), textOf(occurredAt), event.type.padEnd(28), about, subject];
  const [position, time, type, whom, who] = parts.map(printable) as [string, string, string, string, string];
  return `${colours.dim(position)}  ${colours.dim(time)}  ${colourOf(event.type, colours)(type)}  ${whom}  ${colours.cyan(who)}`;
}

function colourOf(type: string, { red, green, yellow, bold }: Colours) {
  if (/Failed$/.test(type)) return red;
  if (/Delayed$|Expired$|Revoked$/.test(type)) return yellow;
  return /^(SystemRegistered|SystemDeregistered|IncidentResolved)$/.test(type) ? green : bold;
}

/** Nothing is known of the metadata of foreign events. */
function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
