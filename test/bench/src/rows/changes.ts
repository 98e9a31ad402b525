import {
  LANDSCAPE_STREAM,
  PROJECTION_COMMITTED,
  type BusUser,
  type ProjectionCommitted,
} from '@system-landscape/contracts';
import type { LocalPlatform } from '@system-landscape/local';
import { connect, DeliverPolicy, type JsMsg, type NatsConnection } from 'nats';

const LONGEST_WAIT_MS = 60_000;

/** Connects as a user of NATS, for what only that user may do. */
export function connectAs(user: BusUser, { urls, natsUsers }: LocalPlatform): Promise<NatsConnection> {
  if (natsUsers === undefined) throw new Error('The bench needs the NATS that the platform starts');
  return connect({ servers: urls.nats, ...natsUsers.optionsOf(user) });
}

/** Calls back after each commit of the projection. */
export function onCommit(connection: NatsConnection, listener: (commit: ProjectionCommitted) => void): void {
  connection.subscribe(PROJECTION_COMMITTED, { callback: (_error, message) => listener(message.json()) });
}

/** Calls back with each public event from now on, by a JetStream consumer. @returns ends the consumer */
export async function onPublicEvent(
  connection: NatsConnection,
  listener: (event: { readonly subject: string; readonly position: string }) => void,
): Promise<() => Promise<void>> {
  const consumer = await connection.jetstream().consumers.get(LANDSCAPE_STREAM, { deliver_policy: DeliverPolicy.New });
  const messages = await consumer.consume({
    callback: ({ subject, headers }: JsMsg) => listener({ subject, position: headers?.get('ce-position') ?? '' }),
  });
  return async () => {
    await messages.close();
  };
}

/** Waits for the ends of registrations by their public events. */
export class Outcomes {
  private readonly waiting = new Map<string, (position: string) => void>();

  /** Subscribes to the public events. @returns `end` ends the subscription */
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

  /** Position of the event that ends a registration; call it before the token is redeemed. @throws Error after a minute */
  of(systemId: string): Promise<string> {
    return new Promise<string>((resolve, reject) => {
      const tooLong = setTimeout(() => {
        reject(new Error(`The registration of ${systemId} has not ended within a minute`));
      }, LONGEST_WAIT_MS);
      this.waiting.set(systemId, (position) => {
        clearTimeout(tooLong);
        this.waiting.delete(systemId);
        resolve(position);
      });
    });
  }
}
