import { PROJECTION_COMMITTED, type ProjectionCommitted } from '@system-landscape/contracts';
import type { Platform } from '@system-landscape/local';
import { connect, type NatsConnection } from 'nats';

const LONGEST_WAIT_MS = 60_000;

/** Connects as the services do, for what only they may hear. */
export function connectAsService({ urls, natsCredentials }: Platform): Promise<NatsConnection> {
  if (natsCredentials === undefined) throw new Error('The bench needs the NATS that the platform starts');
  const { user, password } = natsCredentials;
  return connect({ servers: urls.nats, user, pass: password, inboxPrefix: '_INBOX_SERVICES' });
}

/** What the projection tells after each commit. */
export function onCommit(connection: NatsConnection, tell: (commit: ProjectionCommitted) => void): void {
  connection.subscribe(PROJECTION_COMMITTED, { callback: (_error, message) => tell(message.json()) });
}

/** Tells when the read model has changed a system, so that nobody has to ask without a pause. */
export class Changes {
  private readonly waiting = new Map<string, (position: string) => void>();

  constructor(connection: NatsConnection) {
    onCommit(connection, ({ ids, position }) => {
      for (const id of ids) this.waiting.get(id)?.(position);
    });
  }

  /**
   * Looks from a position on, and again after every change of the system, until there is something to see. The look is
   * told the position of the change, since not everybody may have heard of it yet. One waits for a system at a time.
   * @throws Error after a minute
   */
  async until<Seen>(
    systemId: string,
    from: string,
    look: (minPosition: string) => Promise<Seen | undefined>,
  ): Promise<Seen> {
    const tooLong = AbortSignal.timeout(LONGEST_WAIT_MS);
    try {
      for (let position = from; ;) {
        // Before the look, so that a change during it is not missed.
        const change = new Promise<string>((resolve, reject) => {
          this.waiting.set(systemId, resolve);
          tooLong.onabort = () => reject(new Error(`Nothing came of ${systemId} within a minute`));
        });
        const seen = await look(position);
        if (seen !== undefined) return seen;
        position = await change;
      }
    } finally {
      tooLong.onabort = null;
      this.waiting.delete(systemId);
    }
  }
}
