import type { EventMetadata } from './recorded-event.js';

/** A command that had an effect; `before` leads to the ones before it. */
export interface SeenCommand {
  /** `commandKeyOf` of the command. */
  readonly key: string;
  /** Events of the stream after the command's last one. */
  readonly version: number;
  readonly before: SeenCommand | null;
}

/** What the fold of every stream remembers, so that a command that arrives again is recognised. */
export interface CommandLedger {
  /** Events folded so far. */
  readonly version: number;
  readonly lastOccurredAt: string | null;
  /** Every command that had an effect, the newest first. A list, so that folding a long stream takes linear time. */
  readonly commands: SeenCommand | null;
}

export const emptyLedger: CommandLedger = { version: 0, lastOccurredAt: null, commands: null };

/** The state with one more event counted and its command remembered. */
export function remember<State extends CommandLedger>(state: State, metadata: EventMetadata): State {
  const version = state.version + 1;
  const key = metadata.idempotencyKey;
  // The events of one append follow each other, so only the newest command can be the same one.
  const before = state.commands?.key === key ? state.commands.before : state.commands;
  return { ...state, version, lastOccurredAt: metadata.occurredAt, commands: { key, version, before } };
}

/** Version after the last event of the command with this key, or undefined when the stream has not seen it. */
export function versionAfterCommand({ commands }: CommandLedger, key: string): number | undefined {
  for (let seen = commands; seen !== null; seen = seen.before) {
    if (seen.key === key) return seen.version;
  }
  return undefined;
}
