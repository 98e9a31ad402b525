import type { CliContext } from '../cli-context.js';
import { CliError, usageError } from '../cli-error.js';
import { eventLinesOf, type EventLine } from '../events/event-line.js';
import { readLogWithProgress } from '../events/read-log.js';
import { printable } from '../terminal/terminal.js';
import { differenceAt, HashChain, type ChainedDigest, type Difference, type EventDigest } from './hash-chain.js';
import { headsOf, digestsOf, readCheckpoints, verifyingKey } from './checkpoints.js';
import { readExport } from './read-export.js';

export interface VerifyOptions {
  readonly checkpoints?: string;
  readonly publicKey?: string;
  /** An export file to read instead of the event store. */
  readonly export?: string;
}

export interface Verified {
  /** A log that is not intact is reported as an error. */
  readonly verdict: 'intact';
  /** Number of events that were compared with a checkpoint. */
  readonly sealed: number;
  /** Number of events since the last checkpoint, of which only the revisions were checked. */
  readonly unsealed: number;
  /** Head of the hash chain over all events. */
  readonly head: string;
}

/** Compares the log with its checkpoints. @throws CliError that names the first event that is not as it was sealed */
export async function verifyLog(context: CliContext, options: VerifyOptions): Promise<void> {
  if ((options.checkpoints === undefined) !== (options.publicKey === undefined)) {
    throw usageError('Give both --checkpoints and --public-key, or neither.');
  }
  const checkpoints =
    options.checkpoints === undefined ? [] : readCheckpoints(options.checkpoints, verifyingKey(options.publicKey!));
  const digests = checkpoints.flatMap(digestsOf);
  const { chain } = await compareWithDigests(eventsOf(context, options.export), digests, headsOf(checkpoints));
  const sealed = digests.length;
  const verified: Verified = { verdict: 'intact', sealed, unsealed: chain.count - sealed, head: chain.head };
  await context.terminal.result(verified, () => formatVerified(verified));
}

function formatVerified({ sealed, unsealed, head }: Verified): string {
  const since = unsealed === 0 ? '' : ` ${unsealed} events are not sealed yet; their revisions have no gap.`;
  return `Intact: ${sealed} events are as they were sealed.${since}\nHead of the hash chain: ${head}`;
}

/** The events of an export, or of the event store. */
export async function* eventsOf(context: CliContext, file: string | undefined): AsyncGenerator<EventLine> {
  if (file !== undefined) yield* readExport(file);
  else yield* eventLinesOf(readLogWithProgress(context, await context.eventStore(), { label: 'Verifying' }));
}

/**
 * Compares all events with the digests of those that were sealed.
 * @param heads of the hash chain, by the number of events that they cover
 * @returns the hash chain over all events, and the digests of the events that are not sealed yet
 * @throws CliError at the first difference
 */
export async function compareWithDigests(
  events: AsyncGenerator<EventLine>,
  expected: readonly EventDigest[],
  heads: ReadonlyMap<number, string> = new Map(),
): Promise<{ readonly chain: HashChain; readonly unsealed: readonly ChainedDigest[] }> {
  const chain = new HashChain();
  const revisions = new Map<string, bigint>();
  const unsealed: ChainedDigest[] = [];
  for await (const event of events) {
    const index = chain.count;
    const actual = chain.add(event);
    const sealed = expected[index];
    if (sealed && (sealed.id !== actual.id || sealed.digest !== actual.digest)) {
      throw tampered(index, differenceAt(event, await idsOf(events), sealed, idsAfter(expected, index)));
    }
    const head = heads.get(chain.count);
    if (head !== undefined && head !== actual.head) {
      throw new CliError(
        `The first ${chain.count} events are not those that were sealed: each digest matches, but the head of the hash chain does not.`,
      );
    }
    if (!sealed) {
      requireNoGap(event, revisions, index);
      unsealed.push(actual);
    }
    revisions.set(event.stream, BigInt(event.revision));
  }
  const missing = expected[chain.count];
  if (missing) throw tampered(chain.count, differenceAt(undefined, new Set(), missing, new Set()));
  return { chain, unsealed };
}

async function idsOf(events: AsyncGenerator<EventLine>): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let next = await events.next(); !next.done; next = await events.next()) ids.add(next.value.id);
  return ids;
}

function idsAfter(digests: readonly EventDigest[], index: number): Set<string> {
  return new Set(digests.slice(index + 1).map(({ id }) => id));
}

/** Events that are not sealed yet can only be checked for gaps in the revisions of their streams. */
function requireNoGap(event: EventLine, revisions: ReadonlyMap<string, bigint>, index: number): void {
  const before = revisions.get(event.stream) ?? -1n;
  if (BigInt(event.revision) === before + 1n || isEndOfDeletedStream(event)) return;
  throw new CliError(
    `Event ${index + 1}, ${nameOf(event)}, follows revision ${before} of its stream: events between were dropped, or it was inserted or reordered.`,
  );
}

/** The event store ends a stream that was deleted for good with an event of the largest number there is. */
function isEndOfDeletedStream({ type, revision }: EventLine): boolean {
  return type === '$streamDeleted' && BigInt(revision) === 2n ** 63n - 1n;
}

function tampered(index: number, difference: Difference): CliError {
  return new CliError(`Event ${index + 1} is not as it was: ${sentence(difference)}`);
}

function sentence(difference: Difference): string {
  switch (difference.kind) {
    case 'changed':
      return `${nameOf(difference.event)} was changed.`;
    case 'inserted':
      return `${nameOf(difference.event)} was inserted.`;
    case 'dropped':
      return difference.before
        ? `${difference.id} was dropped; it was before ${nameOf(difference.before)}.`
        : `${difference.id} was dropped; nothing follows it.`;
    case 'reordered':
      return `${nameOf(difference.event)} was moved to the place of ${difference.instead}: the order was changed.`;
  }
}

function nameOf({ id, type, stream, revision, position }: EventLine): string {
  return printable(`${type} ${id} (revision ${revision} of ${stream}, position ${position})`);
}
