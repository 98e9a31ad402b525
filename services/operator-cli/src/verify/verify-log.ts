import type { CliContext } from '../cli-context.js';
import { CliError, usageError } from '../cli-error.js';
import { eventLinesOf, type EventLine } from '../events/event-line.js';
import { readLogShowingProgress } from '../events/read-log.js';
import { printable } from '../terminal/terminal.js';
import { Chain, differenceAt, type Difference, type Link, type Mark } from './chain.js';
import { headsOf, marksOf, readCheckpoints, verifyingKey } from './checkpoints.js';
import { readExport } from './read-export.js';

export interface VerifyOptions {
  readonly checkpoints?: string;
  readonly publicKey?: string;
  /** A file of `events read --export` instead of the event store. */
  readonly export?: string;
}

export interface Verified {
  /** What is not intact is told as an error. */
  readonly verdict: 'intact';
  /** Events that were compared with a checkpoint. */
  readonly sealed: number;
  /** Events since the last checkpoint, of which only the revisions were looked at. */
  readonly unsealed: number;
  /** Head of the chain over all events. */
  readonly head: string;
}

/** Holds the log against its checkpoints. @throws CliError that names the first event that is not as it was sealed */
export async function verifyLog(context: CliContext, options: VerifyOptions): Promise<void> {
  if ((options.checkpoints === undefined) !== (options.publicKey === undefined)) {
    throw usageError('Give both --checkpoints and --public-key, or neither.');
  }
  const checkpoints =
    options.checkpoints === undefined ? [] : readCheckpoints(options.checkpoints, verifyingKey(options.publicKey!));
  const marks = checkpoints.flatMap(marksOf);
  const { chain } = await compare(eventsOf(context, options.export), marks, headsOf(checkpoints));
  const sealed = marks.length;
  const verified: Verified = { verdict: 'intact', sealed, unsealed: chain.count - sealed, head: chain.head };
  await context.terminal.result(verified, () => told(verified));
}

function told({ sealed, unsealed, head }: Verified): string {
  const since = unsealed === 0 ? '' : ` ${unsealed} events are not sealed yet: their revisions have no gap.`;
  return `Intact: ${sealed} events are as they were sealed.${since}\nHead of the chain: ${head}`;
}

/** The events of an export, or of the event store. */
export async function* eventsOf(context: CliContext, file: string | undefined): AsyncGenerator<EventLine> {
  if (file !== undefined) yield* readExport(file);
  else yield* eventLinesOf(readLogShowingProgress(context, await context.eventStore(), { what: 'Verifying' }));
}

/**
 * Goes through all events, in step with the marks of those that must be there.
 * @param heads of the chain, by the number of events that they are over
 * @returns the chain over all of them, and the links of those beyond
 * @throws CliError at the first difference
 */
export async function compare(
  events: AsyncGenerator<EventLine>,
  expected: readonly Mark[],
  heads: ReadonlyMap<number, string> = new Map(),
): Promise<{ readonly chain: Chain; readonly fresh: readonly Link[] }> {
  const chain = new Chain();
  const revisions = new Map<string, bigint>();
  const fresh: Link[] = [];
  for await (const event of events) {
    const place = chain.count;
    const mark = chain.add(event);
    const wanted = expected[place];
    if (wanted && (wanted.id !== mark.id || wanted.digest !== mark.digest)) {
      throw trouble(place, differenceAt(event, await idsOf(events), wanted, idsAfter(expected, place)));
    }
    const head = heads.get(chain.count);
    if (head !== undefined && head !== mark.head) {
      throw new CliError(`The first ${chain.count} events are not those that were sealed, though each has its mark.`);
    }
    if (!wanted) {
      requireNoGap(event, revisions, place);
      fresh.push(mark);
    }
    revisions.set(event.stream, BigInt(event.revision));
  }
  const missing = expected[chain.count];
  if (missing) throw trouble(chain.count, differenceAt(undefined, new Set(), missing, new Set()));
  return { chain, fresh };
}

async function idsOf(events: AsyncGenerator<EventLine>): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let next = await events.next(); !next.done; next = await events.next()) ids.add(next.value.id);
  return ids;
}

function idsAfter(marks: readonly Mark[], place: number): Set<string> {
  return new Set(marks.slice(place + 1).map(({ id }) => id));
}

/** What is not sealed yet has at least an order of its own: revisions rise by one. */
function requireNoGap(event: EventLine, revisions: ReadonlyMap<string, bigint>, place: number): void {
  const before = revisions.get(event.stream) ?? -1n;
  if (BigInt(event.revision) === before + 1n) return;
  throw new CliError(
    `Event ${place + 1}, ${nameOf(event)}, follows revision ${before} of its stream: events between were dropped, or it was inserted or reordered.`,
  );
}

function trouble(place: number, difference: Difference): CliError {
  return new CliError(`Event ${place + 1} is not as it was: ${sentence(difference)}`);
}

function sentence(difference: Difference): string {
  switch (difference.kind) {
    case 'changed':
      return `${nameOf(difference.event)} was changed.`;
    case 'inserted':
      return `${nameOf(difference.event)} was inserted.`;
    case 'dropped':
      return difference.before
        ? `${difference.id} was dropped; it stood before ${nameOf(difference.before)}.`
        : `${difference.id} was dropped; nothing follows it.`;
    case 'reordered':
      return `${nameOf(difference.event)} was moved to where ${difference.instead} stood: the order was changed.`;
  }
}

function nameOf({ id, type, stream, revision, position }: EventLine): string {
  return printable(`${type} ${id} (revision ${revision} of ${stream}, position ${position})`);
}
