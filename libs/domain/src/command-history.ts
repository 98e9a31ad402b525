import type { EventMetadata } from './recorded-event.js';

/** A command that had an effect, linked to the one before it. */
export interface ProcessedCommand {
  /** `commandKeyOf` of the command. */
  readonly key: string;
  /** Version of the state after the command's last event. */
  readonly version: number;
  readonly before: ProcessedCommand | null;
}

/** Part of every aggregate's state: the processed commands, so that a repeated one is recognised (idempotency). */
export interface CommandHistory {
  /** Number of events folded so far. */
  readonly version: number;
  readonly lastOccurredAt: string | null;
  /** Every command that had an effect, the newest first; a linked list, so that the fold takes linear time. */
  readonly commands: ProcessedCommand | null;
}

export const emptyCommandHistory: CommandHistory = { version: 0, lastOccurredAt: null, commands: null };

/** The state after one more event of the command that its metadata names. */
export function recordCommand<State extends CommandHistory>(state: State, metadata: EventMetadata): State {
  const version = state.version + 1;
  const key = metadata.idempotencyKey;
  // The events of one append are consecutive, so only the newest command can be the same one.
  const before = state.commands?.key === key ? state.commands.before : state.commands;
  return { ...state, version, lastOccurredAt: metadata.occurredAt, commands: { key, version, before } };
}

type CommandsJson = readonly (readonly [key: string, version: number])[];

/** The commands as JSON, the oldest first. */
export function commandsAsJson(newest: ProcessedCommand | null): CommandsJson {
  const commands: [string, number][] = [];
  for (let command = newest; command !== null; command = command.before) commands.push([command.key, command.version]);
  return commands.reverse();
}

export function commandsFromJson(commands: CommandsJson): ProcessedCommand | null {
  return commands.reduce<ProcessedCommand | null>((before, [key, version]) => ({ key, version, before }), null);
}

/** Versions of the state around the events of a command. */
export interface PlaceOfCommand {
  /** At most that before its first event. */
  readonly before: number;
  /** That after its last event. */
  readonly after: number;
}

/** Where the events of the command with this key are; undefined when the stream has none of it. */
export function placeOfCommand({ commands }: CommandHistory, key: string): PlaceOfCommand | undefined {
  for (let processed = commands; processed !== null; processed = processed.before) {
    if (processed.key === key) return { before: processed.before?.version ?? 0, after: processed.version };
  }
  return undefined;
}
