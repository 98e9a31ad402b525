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
}

/** Key under which the state of the stream keeps the command. */
export function keyOfCommand({ operation, caller, key }: CommandContext): string {
  return commandKeyOf(operation, caller, key);
}
