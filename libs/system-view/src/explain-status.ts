import type { Cause, SystemExplanation, SystemView } from '@system-landscape/contracts';
import type { SystemEvent, SystemStatus } from '@system-landscape/domain';
import { summaryOf } from './event-summary.js';
import type { PlacedEvent } from './fold-system-record.js';
import { systemAt } from './system-at.js';
import { SystemRecordFold } from './system-record.js';

/**
 * The status after each type of event that sets one. A cancelled re-registration ends as Deregistered; either way it is
 * another status than before.
 */
export const STATUS_AFTER = {
  SystemAdded: 'PENDING',
  IntegrationTokenIssued: 'PENDING',
  RegistrationCancelled: 'REMOVED',
  SystemRegistered: 'REGISTERED',
  RegistrationFailed: 'ERROR',
  DeregistrationStarted: 'DEREGISTERING',
  DeregistrationFailed: 'DEREGISTER_ERROR',
  SystemDeregistered: 'DEREGISTERED',
} as const satisfies Partial<Record<SystemEvent['type'], SystemStatus>>;

/** An event of a system's history. */
export interface HistoricEvent extends PlacedEvent<string> {
  readonly id: string;
}

/** What explains a status. All events have the same correlation id. */
export interface EventsOfStatus {
  /** The latest events up to the one that led to the status, which is the last one: `MOST_EVENTS` of them at most. */
  readonly latest: readonly HistoricEvent[];
  /** The last event before them that a request itself made, if there is one. */
  readonly request: HistoricEvent | undefined;
}

/** Most events that a chain is looked for in. */
export const MOST_EVENTS = 200;
/** Most causes that are shown: the last ones, and the request that began the chain. */
const MOST_CAUSES = 100;

/** Whether the request itself made the event: then the correlation id names its cause. */
function isOfRequest({ event }: HistoricEvent): boolean {
  return event.metadata.$causationId === event.metadata.$correlationId;
}

/**
 * What explains the present status, from all events of the system.
 * @param history oldest first; at least one
 */
export function eventsOfStatus(history: readonly HistoricEvent[]): EventsOfStatus {
  let changed = history[0]!;
  const fold = new SystemRecordFold();
  for (const each of history) {
    const before = fold.status;
    fold.add(each.event, { position: each.position, version: each.revision + 1 });
    if (fold.status !== before) changed = each;
  }
  const { $correlationId } = changed.event.metadata;
  const ofSameRequest = history.filter(
    ({ event, revision }) => event.metadata.$correlationId === $correlationId && revision <= changed.revision,
  );
  return {
    latest: ofSameRequest.slice(-MOST_EVENTS),
    request: ofSameRequest.slice(0, -MOST_EVENTS).findLast(isOfRequest),
  };
}

/** Why the system is in its status: the chain of causes back to the request. @param now the current time */
export function explainStatus(system: SystemView, events: EventsOfStatus, now: Date): SystemExplanation {
  const { status, statusDetail } = systemAt(system, now);
  const chain = chainOf(events);
  const shown = chain.length <= MOST_CAUSES ? chain : [...chain.slice(0, MOST_CAUSES - 1), chain.at(-1)!];
  return {
    systemId: system.id,
    status,
    statusDetail: statusDetail ?? null,
    correlationId: chain.at(-1)?.event.event.metadata.$correlationId ?? null,
    causes: shown.map(toCause),
    leftOut: shown.length < chain.length || shown.at(-1)?.event === events.request ? eventsBeforeLast(shown) : 0,
    ...(system.quarantine && { quarantine: system.quarantine }),
  };
}

interface Link {
  readonly event: HistoricEvent;
  readonly because: Cause['because'];
}

function toCause({ event: { position, event }, because }: Link): Cause {
  const { occurredAt, actor } = event.metadata;
  return { position, type: event.type, occurredAt, actor: actor.subject, summary: summaryOf(event), because };
}

/** How many events of the stream lie between the last two links. */
function eventsBeforeLast(chain: readonly Link[]): number {
  const [before, last] = [chain.at(-2), chain.at(-1)];
  return before && last ? before.event.revision - last.event.revision - 1 : 0;
}

/** From the event that led to the status to the first one. */
function chainOf({ latest, request }: EventsOfStatus): Link[] {
  const indexes = new Map(latest.map(({ id }, index) => [id, index]));
  const chain: Link[] = [];
  for (let index: number | undefined = latest.length - 1; index !== undefined && index >= 0;) {
    const event: HistoricEvent = latest[index]!;
    const { cause, because } = causeOf(index, latest, indexes);
    index = cause;
    // What came before the latest events is not known, but for the request.
    const isBegin = cause === undefined && !isOfRequest(event) && request !== undefined;
    chain.push({ event, because: isBegin ? 'time' : because });
    if (isBegin) chain.push({ event: request, because: 'request' });
  }
  return chain;
}

/**
 * `$causationId` is the id of an event, or the correlation id of the request, or the id of a periodic sweep, which acts
 * because time passed. Then the cause is the latest earlier event with the same correlation id.
 */
function causeOf(
  index: number,
  events: readonly HistoricEvent[],
  indexes: ReadonlyMap<string, number>,
): { cause?: number; because: Cause['because'] } {
  const { $causationId } = events[index]!.event.metadata;
  const named = indexes.get($causationId);
  if (named !== undefined && named < index) return { cause: named, because: 'event' };
  if (isOfRequest(events[index]!)) return { because: 'request' };
  for (let earlier = index - 1; earlier >= 0; earlier -= 1) {
    if (events[earlier]!.event.metadata.$causationId !== $causationId) return { cause: earlier, because: 'time' };
  }
  return { because: 'request' };
}
