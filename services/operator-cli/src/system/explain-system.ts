import { evolveSystemRecord, foldSystemRecord, summaryOf, type SystemRecord } from '@system-landscape/system-view';
import type { CliContext } from '../cli-context.js';
import { printable } from '../terminal/terminal.js';
import { pastOfSystem, type PastEvent } from './past-of-system.js';

/** One link of the chain from a status down to the request that began it. */
export interface Cause {
  readonly position: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly actor: string;
  readonly summary: string;
  /**
   * How it came to the event: another event led to it, or nobody but time (a deadline, a poll, a next try), or a
   * request from outside.
   */
  readonly because: 'event' | 'time' | 'request';
}

export interface Explanation {
  readonly systemId: string;
  readonly status: string;
  readonly statusDetail: string | null;
  /** The last one is what began it all: a request with this correlation id. */
  readonly correlationId: string;
  /** From the event that made the status down to the first one. */
  readonly causes: readonly Cause[];
}

/** Why a system is in its status. */
export async function explainSystem(context: CliContext, systemId: string): Promise<void> {
  const explanation = explain(await pastOfSystem(await context.eventStore(), systemId, context.signal), systemId);
  const { terminal } = context;
  await terminal.result(explanation, () => tell(explanation, terminal.colours));
}

/** @param past all events of the system, oldest first, at least one */
export function explain(past: readonly PastEvent[], systemId: string): Explanation {
  const made = eventThatMadeTheStatus(past);
  const chain = chainOf(made, past);
  const { system } = foldSystemRecord(past, systemId)!;
  return {
    systemId,
    status: system.status,
    statusDetail: system.statusDetail ?? null,
    correlationId: chain.at(-1)!.event.event.metadata.$correlationId,
    causes: chain.map(({ event: { position, event }, because }) => ({
      position,
      type: event.type,
      occurredAt: event.metadata.occurredAt,
      actor: event.metadata.actor.subject,
      summary: summaryOf(event),
      because,
    })),
  };
}

/** The last event after which the status was another one than before it. */
function eventThatMadeTheStatus(past: readonly PastEvent[]): PastEvent {
  let made = past[0]!;
  let record: SystemRecord | undefined;
  for (const stored of past) {
    const place = { position: stored.position, version: stored.revision + 1 };
    const next = evolveSystemRecord(record, stored.event, place);
    if (next.system.status !== record?.system.status) made = stored;
    record = next;
  }
  return made;
}

function chainOf(last: PastEvent, past: readonly PastEvent[]) {
  const chain: { readonly event: PastEvent; readonly because: Cause['because'] }[] = [];
  for (let event: PastEvent | undefined = last; event;) {
    const { cause, because } = causeOf(event, past);
    chain.push({ event, because });
    event = cause;
  }
  return chain;
}

/**
 * `$causationId` names an event, or equals the correlation id of the request, or is that of a sweep, which acts because
 * time has passed: then the event before it under the same correlation id is what has been waiting.
 */
function causeOf(event: PastEvent, past: readonly PastEvent[]): { cause?: PastEvent; because: Cause['because'] } {
  const { $causationId, $correlationId } = event.event.metadata;
  const earlier = past.filter(({ revision }) => revision < event.revision);
  const named = earlier.find(({ id }) => id === $causationId);
  if (named) return { cause: named, because: 'event' };
  if ($causationId === $correlationId) return { because: 'request' };
  const waiting = earlier.findLast(
    ({ event: { metadata } }) => metadata.$correlationId === $correlationId && metadata.$causationId !== $causationId,
  );
  return waiting ? { cause: waiting, because: 'time' } : { because: 'request' };
}

function tell(
  { systemId, status, statusDetail, correlationId, causes }: Explanation,
  colours: CliContext['terminal']['colours'],
) {
  const head = `${systemId} is ${colours.bold(status)}.${statusDetail === null ? '' : ` ${printable(statusDetail)}`}`;
  const links = causes.map(({ position, occurredAt, actor, summary, because }, index) => {
    const lead = index === 0 ? '' : causes[index - 1]!.because === 'time' ? 'time passed after: ' : 'because: ';
    const line = `${'  '.repeat(index + 1)}${lead}${printable(summary)}`;
    const request = because === 'request' ? `, asked for by ${colours.cyan(printable(actor))}` : '';
    return `${line} ${colours.dim(`(${occurredAt}, position ${position}`)}${request}${colours.dim(')')}`;
  });
  return [head, ...links, `Log lines of that request: correlation id ${printable(correlationId)}`].join('\n');
}
