import { summaryOf, systemAt, SystemRecordFold, type SystemRecord } from '@system-landscape/system-view';
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
  /** From the event that led to the status back to the first one, which is the last here. */
  readonly causes: readonly Cause[];
  /** How many links before the first one are not shown. */
  readonly leftOut: number;
}

/** Prints why a system is in its status. */
export async function explainSystem(context: CliContext, systemId: string): Promise<void> {
  const history = await readHistory(await context.eventStore(), systemId, context.signal);
  const explanation = explain(history, systemId, new Date());
  const { terminal } = context;
  await terminal.result(explanation, () => formatExplanation(explanation, terminal.colours));
}

/** Most links of a chain that are shown: the last ones, and the request that began it. */
const MOST_CAUSES = 100;

function shortened(chain: readonly Link[]): readonly Link[] {
  return chain.length <= MOST_CAUSES ? chain : [...chain.slice(0, MOST_CAUSES - 1), chain.at(-1)!];
}

/** @param history all events of the system, oldest first; at least one */
function explain(history: readonly HistoricEvent[], systemId: string, now: Date): Explanation {
  const { changed, system: recorded } = lastStatusChange(history);
  const system = systemAt(recorded, now);
  const chain = chainOf(changed, history);
  return {
    systemId,
    status: system.status,
    statusDetail: system.statusDetail ?? null,
    correlationId: chain.at(-1)!.event.event.metadata.$correlationId,
    leftOut: Math.max(0, chain.length - MOST_CAUSES),
    causes: shortened(chain).map(({ event: { position, event }, because }) => ({
      position,
      type: event.type,
      occurredAt: event.metadata.occurredAt,
      actor: event.metadata.actor.subject,
      summary: summaryOf(event),
      because,
    })),
  };
}

/** The last event that changed the status, and the system as it is now. */
function lastStatusChange(history: readonly HistoricEvent[]): {
  readonly changed: HistoricEvent;
  readonly system: SystemRecord['system'];
} {
  let changed = history[0]!;
  const fold = new SystemRecordFold();
  for (const stored of history) {
    const before = fold.status;
    fold.add(stored.event, { position: stored.position, version: stored.revision + 1 });
    if (fold.status !== before) changed = stored;
  }
  return { changed, system: fold.record!.system };
}

interface Link {
  readonly event: HistoricEvent;
  readonly because: Cause['because'];
}

/** In linear time: a system that was polled for days has a chain of thousands. */
function chainOf(last: HistoricEvent, history: readonly HistoricEvent[]): Link[] {
  const indexes = new Map(history.map(({ id }, index) => [id, index]));
  const chain: Link[] = [];
  for (let index = indexes.get(last.id); index !== undefined;) {
    const event = history[index]!;
    const { cause, because } = causeOf(index, history, indexes);
    chain.push({ event, because });
    index = cause;
  }
  return chain;
}

/**
 * `$causationId` is the id of an event, or the correlation id of the request, or the id of a periodic sweep, which acts
 * because time passed. Then the cause is the latest earlier event with the same correlation id.
 */
function causeOf(
  index: number,
  history: readonly HistoricEvent[],
  indexes: ReadonlyMap<string, number>,
): { cause?: number; because: Cause['because'] } {
  const { $causationId, $correlationId } = history[index]!.event.metadata;
  const named = indexes.get($causationId);
  if (named !== undefined && named < index) return { cause: named, because: 'event' };
  if ($causationId === $correlationId) return { because: 'request' };
  for (let earlier = index - 1; earlier >= 0; earlier -= 1) {
    const { metadata } = history[earlier]!.event;
    if (metadata.$correlationId === $correlationId && metadata.$causationId !== $causationId) {
      return { cause: earlier, because: 'time' };
    }
  }
  return { because: 'request' };
}

function formatExplanation(
  { systemId, status, statusDetail, correlationId, causes, leftOut }: Explanation,
  colours: CliContext['terminal']['colours'],
) {
  const head = `${systemId} is ${colours.bold(status)}.${statusDetail === null ? '' : ` ${printable(statusDetail)}`}`;
  const links = causes.map(({ position, occurredAt, actor, summary, because }, index) => {
    const lead = index === 0 ? '' : causes[index - 1]!.because === 'time' ? 'time passed after: ' : 'because: ';
    const line = `${'  '.repeat(index + 1)}${lead}${printable(summary)}`;
    const request = because === 'request' ? `, requested by ${colours.cyan(printable(actor))}` : '';
    return `${line} ${colours.dim(`(${occurredAt}, position ${position}`)}${request}${colours.dim(')')}`;
  });
  if (leftOut > 0) links.splice(-1, 0, `${'  '.repeat(links.length)}… ${leftOut} more …`);
  return [head, ...links, `Find the log lines of the request by correlation id ${printable(correlationId)}`].join('\n');
}
