import { LogLimit } from '@system-landscape/service-kit';
import type { LoggerService } from '@nestjs/common';
import type { NatsConnection } from 'nats';

/** Logs what NATS does not permit the user of a connection, each subject once a minute, until the connection is closed. */
export async function logPermissionViolations(
  connection: NatsConnection,
  logger: Pick<LoggerService, 'error'>,
): Promise<void> {
  const lines = new LogLimit();
  for await (const { type, permissionContext: denied } of connection.status()) {
    if ((type as string) !== 'error' || denied === undefined) continue;
    const { operation, subject } = denied;
    lines.say(`${operation} ${subject}`, () => {
      const what = operation === 'publish' ? `publish to ${subject}` : `subscribe to ${subject}`;
      logger.error(
        `NATS does not permit this service to ${what}. Check that it connects as its own user (NATS_NKEY_FILE), and that ` +
          'nats-server has the rights of this release (users.conf).',
      );
    });
  }
}
