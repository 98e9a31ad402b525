import { evolveSystemRecord, foldSystemRecord, summaryOf, type SystemRecord } from '@system-landscape/system-view';
import type { CliContext } from '../cli-context.js';
import { printable } from '../terminal/terminal.js';
import { readHistory, type HistoricEvent } from './system-history.js';

/** One event of the chain of causes from a status back to the request that started it. */
export interface Cause {
  readonly position: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly actor: string;
  readonly summary: string;
  /**
   * What caused the event: another event, time that passed (a deadline, a poll, a retry), or a request from outside.
   */
  readonly because: 'event' | 'time' | 'request';
}

export interface Explanation {
  readonly systemId: string;
  readonly status: string;
  readonly statusDetail: string | null;
  /** Correlation id of the request that started the chain. */
  readonly correlationId: string;
  /** From the event that led to the status back to the first one. */
  readonly causes: readonly Cause[];
}

/** Prints why a system is in its status. */
export async function explainSystem(context: CliContext, systemId: string): Promise<void> {
  const explanation = explain(await readHistory(await context.eventStore(), systemId, context.signal), systemId);
  const { terminal } = context;
  await terminal.result(explanation, () => formatExplanation(explanation, terminal.colours));
}

/** @param history all events of the system, oldest first; at least one */
export function explain(history: readonly HistoricEvent[], systemId: string): Explanation {
  const changed = lastStatusChange(history);
  const chain = chainOf(changed, history);
  const { system } = foldSystemRecord(history, systemId)!;
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

/** The last event that changed the status. */
function lastStatusChange(history: readonly HistoricEvent[]): HistoricEvent {
  let changed = history[0]!;
  let record: SystemRecord | undefined;
  for (const stored of history) {
    const at = { position: stored.position, version: stored.revision + 1 };
    const next = evolveSystemRecord(record, stored.event, at);
    if (next.system.status !== record?.system.status) changed = stored;
    record = next;
  }
  return changed;
}

function chainOf(last: HistoricEvent, history: readonly HistoricEvent[]) {
  const chain: { readonly event: HistoricEvent; readonly because: Cause['because'] }[] = [];
  for (let event: HistoricEvent | undefined = last; event;) {
    const { cause, because } = causeOf(event, history);
    chain.push({ event, because });
    event = cause;
  }
  return chain;
}

/**
 * `$causationId` is the id of an event, or the correlation id of the request, or the id of a periodic sweep, which acts
 * because time passed. Then the cause is the latest earlier event with the same correlation id.
 */
function causeOf(
  event: HistoricEvent,
  history: readonly HistoricEvent[],
): { cause?: HistoricEvent; because: Cause['because'] } {
  const { $causationId, $correlationId } = event.event.metadata;
  const earlier = history.filter(({ revision }) => revision < event.revision);
  const named = earlier.find(({ id }) => id === $causationId);
  if (named) return { cause: named, because: 'event' };
  if ($causationId === $correlationId) return { because: 'request' };
  const previous = earlier.findLast(
    ({ event: { metadata } }) => metadata.$correlationId === $correlationId && metadata.$causationId !== $causationId,
  );
  return previous ? { cause: previous, because: 'time' } : { because: 'request' };
}

function formatExplanation(
  { systemId, status, statusDetail, correlationId, causes }: Explanation,
  colours: CliContext['terminal']['colours'],
) {
  const head = `${systemId} is ${colours.bold(status)}.${statusDetail === null ? '' : ` ${printable(statusDetail)}`}`;
  const links = causes.map(({ position, occurredAt, actor, summary, because }, index) => {
    const lead = index === 0 ? '' : causes[index - 1]!.because === 'time' ? 'time passed after: ' : 'because: ';
    const line = `${'  '.repeat(index + 1)}${lead}${printable(summary)}`;
    const request = because === 'request' ? `, requested by ${colours.cyan(printable(actor))}` : '';
    return `${line} ${colours.dim(`(${occurredAt}, position ${position}`)}${request}${colours.dim(')')}`;
  });
  return [head, ...links, `Find the log lines of the request by correlation id ${printable(correlationId)}`].join('\n');
}
