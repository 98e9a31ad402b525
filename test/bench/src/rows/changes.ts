import { LANDSCAPE_STREAM, PROJECTION_COMMITTED, type ProjectionCommitted } from '@system-landscape/contracts';
import type { LocalPlatform } from '@system-landscape/local';
import { connect, DeliverPolicy, type JsMsg, type NatsConnection } from 'nats';

const LONGEST_WAIT_MS = 60_000;

/** Connects as the services do, for what only they may hear. */
export function connectAsService({ urls, natsCredentials }: LocalPlatform): Promise<NatsConnection> {
  if (natsCredentials === undefined) throw new Error('The bench needs the NATS that the platform starts');
  const { user, password } = natsCredentials;
  return connect({ servers: urls.nats, user, pass: password, inboxPrefix: '_INBOX_SERVICES' });
}

/** What the projection tells after each commit. */
export function onCommit(connection: NatsConnection, tell: (commit: ProjectionCommitted) => void): void {
  connection.subscribe(PROJECTION_COMMITTED, { callback: (_error, message) => tell(message.json()) });
}

/** The public events from now on, as any platform service gets them. @returns what ends it */
export async function onPublicEvent(
  connection: NatsConnection,
  tell: (event: { readonly subject: string; readonly position: string }) => void,
): Promise<() => Promise<void>> {
  const consumer = await connection.jetstream().consumers.get(LANDSCAPE_STREAM, { deliver_policy: DeliverPolicy.New });
  const messages = await consumer.consume({
    callback: ({ subject, headers }: JsMsg) => tell({ subject, position: headers?.get('ce-position') ?? '' }),
  });
  return async () => {
    await messages.close();
  };
}

/** How registrations have ended, by the public events. */
export class Outcomes {
  private readonly waiting = new Map<string, (position: string) => void>();

  /** @returns what hears of them, and what ends it */
  static async on(
    connection: NatsConnection,
  ): Promise<{ readonly outcomes: Outcomes; readonly end: () => Promise<void> }> {
    const outcomes = new Outcomes();
    const end = await onPublicEvent(connection, ({ subject, position }) => {
      const [, , , systemId, event] = subject.split('.');
      if (event === 'SystemRegistered' || event === 'RegistrationFailed') outcomes.waiting.get(systemId!)?.(position);
    });
    return { outcomes, end };
  }

  /** Position at which a registration that has not begun yet ends. @throws Error after a minute */
  of(systemId: string): Promise<string> {
    return new Promise<string>((resolve, reject) => {
      const tooLong = setTimeout(() => {
        reject(new Error(`Nothing came of ${systemId} within a minute`));
      }, LONGEST_WAIT_MS);
      this.waiting.set(systemId, (position) => {
        clearTimeout(tooLong);
        this.waiting.delete(systemId);
        resolve(position);
      });
    });
  }
}
