import { commandKeyOf, type Actor } from '@system-landscape/domain';

/** Who sends a command, and what identifies it when it is repeated. */
export interface CommandContext {
  /** Name of the use case. */
  readonly operation: string;
  /** Owner of the idempotency key: a subject, a tenant, or the platform itself. */
  readonly caller: string;
  /** Idempotency key. */
  readonly key: string;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent?: string;
  readonly now: Date;
  /**
   * Answers with the proposed events instead of reading the stored ones back. Safe only if no other command can have the
   * same key, or if the answer is not used: otherwise an earlier command may have stored other events under the same ids.
   */
  readonly skipReadBack?: boolean;
}

/** Key under which the state of the stream keeps the command, and from which the ids of its events derive. */
export function keyOfCommand({ operation, caller, key }: CommandContext): string {
  return commandKeyOf(operation, caller, key);
}
