import { LOG_POSITION, PROJECTION_COMMITTED, type ProjectionCommitted } from '@system-landscape/contracts';
import type { Msg, NatsConnection, Subscription } from 'nats';

/**
 * Hears what the projection tells of its commits.
 * @param hear told undefined for a message that cannot be read, which may have told of anything. It must not throw: the
 *   client of NATS would read nothing more, of any subject.
 */
export function followCommits(
  connection: NatsConnection,
  hear: (commit: ProjectionCommitted | undefined) => void,
): Subscription {
  return connection.subscribe(PROJECTION_COMMITTED, {
    callback: (error, message) => {
      if (!error) hear(commitIn(message));
    },
  });
}

function commitIn(message: Msg): ProjectionCommitted | undefined {
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
