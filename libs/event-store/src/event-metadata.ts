import type { EventMetadata } from '@system-landscape/domain';
import { randomUUID } from 'node:crypto';
import type { AggregateState } from './aggregate.js';
import { keyOfCommand, type CommandContext } from './command-context.js';
import type { DomainEvent, StoredEvent } from './stored-event.js';
import { schemaVersionOf } from './upcasting.js';

/**
 * The decided events with ids and metadata. The ids are new ones: the store acknowledges an append of ids that it has at the
 * expected revision, also when the events differ. So the same command elsewhere loses the race, and finds its key in the
 * stream. The account is that of the state, or of the event that begins the stream.
 * @throws Error when neither has the account
 */
export function recordEvents<Event extends DomainEvent>(
  stream: string,
  state: AggregateState,
  decided: readonly Event[],
  context: CommandContext,
): StoredEvent<Event>[] {
  const commandKey = keyOfCommand(context);
  const globalAccountId = accountOf(state, decided);
  const occurredAt = notBefore(state.lastOccurredAt, context.now);
  return decided.map((event, index) => {
    const metadata: EventMetadata = {
      globalAccountId,
      ...('systemId' in event.data ? { systemId: event.data.systemId } : {}),
      occurredAt,
      $correlationId: context.correlationId,
      $causationId: context.causationId,
      actor: { subject: context.actor.subject, roles: context.actor.roles },
      idempotencyKey: commandKey,
      schemaVersion: schemaVersionOf(event.type),
      ...(context.traceparent === undefined ? {} : { traceparent: context.traceparent }),
    };
    return {
      event: { ...event, metadata },
      id: randomUUID(),
      streamId: stream,
      revision: state.version + index,
      position: null,
    };
  });
}

function accountOf(state: AggregateState, decided: readonly DomainEvent[]): string {
  if ('globalAccountId' in state) return state.globalAccountId;
  const [account] = decided.flatMap(({ data }) => ('globalAccountId' in data ? [data.globalAccountId] : []));
  if (account === undefined) throw new Error('The first event of a stream must have the global account');
  return account;
}

/** The clocks of several machines differ, but the times of a stream never decrease. */
function notBefore(last: string | null, now: Date): string {
  return new Date(Math.max(now.getTime(), last === null ? 0 : Date.parse(last))).toISOString();
}
