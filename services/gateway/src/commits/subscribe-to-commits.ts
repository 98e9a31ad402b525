import { LOG_POSITION, PROJECTION_COMMITTED, type ProjectionCommitted } from '@system-landscape/contracts';
import { LastingSubscription } from '@system-landscape/messaging';
import type { Msg, NatsConnection } from 'nats';

/**
 * Subscribes to the commits that the projection publishes.
 * @param onCommit gets undefined for a message that cannot be parsed: any commit may have been in it. It must not throw,
 *   because an exception in a callback ends the NATS client's whole read loop
 */
export function subscribeToCommits(
  connection: NatsConnection,
  onCommit: (commit: ProjectionCommitted | undefined) => void,
): LastingSubscription {
  return new LastingSubscription(connection, {
    subject: PROJECTION_COMMITTED,
    onMessage: (message) => onCommit(parseCommit(message)),
  });
}

function parseCommit(message: Msg): ProjectionCommitted | undefined {
  try {
    const body = message.json<unknown>();
    return isCommit(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function isCommit(body: unknown): body is ProjectionCommitted {
  const commit = (body ?? {}) as { readonly [Name in keyof ProjectionCommitted]?: unknown };
  return (
    isText(commit.readModel) &&
    [commit.previousPosition, commit.position].every((position) => isText(position) && LOG_POSITION.test(position)) &&
    [commit.ids, commit.globalAccountIds].every((texts) => Array.isArray(texts) && texts.every(isText))
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
