import { SYSTEM_STREAM_PREFIX, type SystemEvent } from '@system-landscape/domain';
import { toStoredEvent } from '@system-landscape/event-store';
import type { CliContext } from '../cli-context.js';
import { readLogShowingProgress } from '../events/read-log.js';
import { printable } from '../terminal/terminal.js';
import { History, type OtherDecision, type Outcome } from './history.js';
import { loadPolicy } from './policy.js';

export interface WhatIfOptions {
  /** File of the module. */
  readonly policy: string;
  readonly to?: string;
}

/**
 * Decides every recorded command again under another version of the decisions, and reports the systems that would end
 * differently. It only reads the log.
 * @throws CliError when the module is none, or the log cannot be read
 */
export async function whatIf(context: CliContext, { policy: module, to }: WhatIfOptions): Promise<void> {
  const policy = await loadPolicy(module);
  const histories = new Map<string, History>();
  const streams = [SYSTEM_STREAM_PREFIX];
  const log = readLogShowingProgress(context, await context.eventStore(), { what: 'Deciding again', streams, to });
  for await (const { position, recorded } of log) {
    const { event, streamId } = toStoredEvent<SystemEvent>(recorded, position);
    const nameId = streamId.slice(SYSTEM_STREAM_PREFIX.length);
    const history = histories.get(streamId) ?? new History(nameId, policy);
    histories.set(streamId, history);
    history.add(event, position);
  }

  const outcomes = [...histories.values()].flatMap((history) => history.end());
  const commands = [...histories.values()].reduce((sum, history) => sum + history.commands, 0);
  const differing = outcomes.filter(({ recorded, whatIf }) => recorded !== whatIf);
  const result = { systems: outcomes.length, commands, differing };
  await context.terminal.result(result, () =>
    differing.length === 0
      ? `${commands} commands about ${outcomes.length} systems: all of the systems end as they did.`
      : `${differing.length} of ${outcomes.length} systems would end differently.\n${table(context, differing)}`,
  );
}

function table({ terminal }: CliContext, outcomes: readonly Outcome[]): string {
  return terminal.table(
    ['System', 'Account', 'Name', 'Is', 'Would be', 'First decided otherwise'],
    outcomes.map(({ systemId, globalAccountId, name, recorded, whatIf, first }) =>
      [systemId, globalAccountId, name, recorded ?? '–', whatIf ?? 'not there', first ? tell(first) : ''].map(
        printable,
      ),
    ),
  );
}

function tell({ position, recorded, whatIf }: OtherDecision): string {
  const instead = 'code' in whatIf ? `${whatIf.code}: ${whatIf.detail}` : whatIf.join(', ') || 'nothing';
  return `at ${position}: ${instead} instead of ${recorded.join(', ')}`;
}
