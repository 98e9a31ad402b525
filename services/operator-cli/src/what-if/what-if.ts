import { SYSTEM_STREAM_PREFIX, type Recorded, type SystemEvent } from '@system-landscape/domain';
import { LogReader } from '@system-landscape/event-store';
import type { CliContext } from '../cli-context.js';
import { readLogWithProgress } from '../events/read-log.js';
import { printable } from '../terminal/terminal.js';
import { History, type DifferentDecision, type Outcome } from './history.js';
import { loadPolicy } from './policy.js';

export interface WhatIfOptions {
  /** File of the module. */
  readonly policy: string;
  readonly to?: string;
}

/**
 * Decides every recorded command again with other decision functions, and prints the systems that would have another
 * status. It only reads the log.
 * @throws CliError when the module or the log cannot be read
 */
export async function whatIf(context: CliContext, { policy: module, to }: WhatIfOptions): Promise<void> {
  const policy = await loadPolicy(module);
  const histories = new Map<string, History>();
  const streams = [SYSTEM_STREAM_PREFIX];
  const client = await context.eventStore();
  const reader = new LogReader(client);
  const leftOut = new Set<string>();
  const log = readLogWithProgress(context, client, { label: 'Deciding again', streams, to });
  for await (const { position, recorded } of log) {
    const { streamId } = recorded;
    const [item] = await reader.read([{ kind: 'event', position, recorded }]);
    if (item?.kind === 'unreadable') leftOut.add(streamId);
    if (item?.kind !== 'event' || leftOut.has(streamId)) continue;
    const nameId = streamId.slice(SYSTEM_STREAM_PREFIX.length);
    const history = histories.get(streamId) ?? new History(nameId, policy);
    histories.set(streamId, history);
    history.add(item.stored.event as Recorded<SystemEvent>, position);
  }

  for (const stream of leftOut) histories.delete(stream);
  const outcomes = [...histories.values()].flatMap((history) => history.end());
  const commands = [...histories.values()].reduce((sum, history) => sum + history.commands, 0);
  const differing = outcomes.filter(({ recorded, whatIf }) => recorded !== whatIf);
  const result = { systems: outcomes.length, commands, differing, leftOut: leftOut.size };
  await context.terminal.result(
    result,
    () =>
      (leftOut.size === 0 ? '' : `${leftOut.size} names were left out: their streams hold unreadable events.\n`) +
      (differing.length === 0
        ? `${commands} commands about ${outcomes.length} systems: all systems would have the same status.`
        : `${differing.length} of ${outcomes.length} systems would have another status.\n${table(context, differing)}`),
  );
}

function table({ terminal }: CliContext, outcomes: readonly Outcome[]): string {
  return terminal.table(
    ['System', 'Account', 'Name', 'Status', 'Would be', 'First different decision'],
    outcomes.map(({ systemId, globalAccountId, name, recorded, whatIf, first }) =>
      [systemId, globalAccountId, name, recorded ?? '–', whatIf ?? 'not added', first ? formatDecision(first) : ''].map(
        printable,
      ),
    ),
  );
}

function formatDecision({ position, recorded, whatIf }: DifferentDecision): string {
  const instead = 'code' in whatIf ? `${whatIf.code}: ${whatIf.detail}` : whatIf.join(', ') || 'nothing';
  return `at ${position}: ${instead} instead of ${recorded.join(', ')}`;
}
