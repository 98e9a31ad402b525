import { LOG_POSITION } from '@system-landscape/contracts';
import { parseInstant } from '@system-landscape/system-view';
import { parseSystemId, systemStream } from '@system-landscape/domain';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { usageError } from '../cli-error.js';
import type { LoggedEvent } from './read-log.js';

/** The options that select events. */
export interface SelectionOptions {
  readonly system?: string;
  readonly account?: string;
  readonly type?: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly from?: string;
  readonly to?: string;
}

/** A selection in terms of the log. */
export interface Selection {
  readonly after?: string;
  readonly to?: string;
  readonly streams?: readonly string[];
  readonly matches: (event: LoggedEvent) => boolean;
}

export function withSelection(command: Command): Command {
  return command
    .option('--system <id>', 'events of one system')
    .option('--account <id>', 'events of one global account')
    .addOption(new Option('--type <type...>', 'events of these types'))
    .option('--since <time>', 'events that occurred at this time (RFC 3339) or later', instant)
    .option('--until <time>', 'events that occurred at this time (RFC 3339) or earlier', instant)
    .option('--from <position>', 'events after this log position, which must be that of an event or 0', position)
    .option('--to <position>', 'events up to this log position (inclusive)', position);
}

/** @throws CliError when `--system` is no system id */
export function selectionOf(options: SelectionOptions): Selection {
  const { system, account, type, since, until, from, to } = options;
  const [first, last] = [since, until].map((text) => (text === undefined ? undefined : Date.parse(text)));
  return {
    after: from,
    to,
    streams: system === undefined ? undefined : [streamOfSystem(system)],
    matches: ({ recorded }) => {
      const metadata = metadataOf(recorded.metadata);
      const occurredAt = Date.parse(String(metadata.occurredAt ?? ''));
      return (
        (system === undefined || metadata.systemId === system) &&
        (account === undefined || metadata.globalAccountId === account) &&
        (type === undefined || type.includes(recorded.type)) &&
        (first === undefined || occurredAt >= first) &&
        (last === undefined || occurredAt <= last)
      );
    },
  };
}

/** @throws CliError when the text is no system id */
export function streamOfSystem(systemId: string): string {
  const parsed = parseSystemId(systemId);
  if (!parsed) throw usageError(`"${systemId}" is no system id. Example: 6f1c2b9e-3d0a-5b7c-8e21-0f9d5c4b3a21-1`);
  return systemStream(parsed.nameId);
}

interface KnownMetadata {
  readonly globalAccountId?: string;
  readonly systemId?: string;
  readonly occurredAt?: string;
}

/** Nothing is known of the metadata of foreign events. */
function metadataOf(metadata: unknown): KnownMetadata {
  return typeof metadata === 'object' && metadata !== null ? metadata : {};
}

export function instant(text: string): string {
  const time = parseInstant(text);
  if (time === undefined) throw new InvalidArgumentError('Give a time in RFC 3339, such as 2026-01-05T10:00:00Z.');
  return time;
}

export function position(text: string): string {
  if (!LOG_POSITION.test(text)) throw new InvalidArgumentError('A log position is a whole number.');
  return text;
}

export function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Give a whole number above 0.');
  return Number(text);
}
