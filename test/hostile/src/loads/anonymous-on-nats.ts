import { connect, type NatsConnection } from 'nats';
import type { Load } from '../load.js';

/** Where a service must not publish for a stranger. */
const REPLIES = [
  'landscape.ga-good.system.x.SystemAdded',
  '$JS.API.STREAM.PURGE.LANDSCAPE',
  '$JS.API.STREAM.DELETE.KV_idempotency',
  '$KV.event-relay.turn',
  'projection.committed.v1',
  'rpc.token-issuance.register-system.v1',
];
const FORBIDDEN = ['rpc.token-issuance.register-system.v1', 'rpc.projection.list-systems.v1', '$JS.API.STREAM.NAMES'];

/** A stranger on NATS: requests with the replies of others, and requests that are for services. */
export const anonymousOnNats: Load = {
  name: 'anonymous-on-nats',
  does: 'requests without credentials, with odd reply subjects',
  burst: async ({ nats }, tally) => {
    let connection: NatsConnection;
    try {
      connection = await connect({ servers: nats, reconnect: false, timeout: 5_000 });
    } catch {
      tally.count('no connection');
      return;
    }
    try {
      for (const reply of REPLIES) {
        for (let count = 0; count < 20; count += 1) connection.publish('rpc.system-types.list.v1', '{}', { reply });
        tally.count('published', 20);
      }
      for (const subject of FORBIDDEN) {
        const answer = connection.request(subject, '{}', { timeout: 2_000, noMux: true });
        tally.count(
          await answer.then(
            () => 'ANSWERED',
            () => 'denied',
          ),
        );
      }
    } finally {
      await connection.close();
    }
  },
};
