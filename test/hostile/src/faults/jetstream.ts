import { BUCKETS, LANDSCAPE_STREAM } from '@system-landscape/contracts';
import type { LocalPlatform } from '@system-landscape/local';
import { connect, type ConnectionOptions, type NatsConnection } from 'nats';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../fault.js';
import type { Tally } from '../tally.js';

const BREAKER = 'breaker';

/** What somebody with the rights of the server does to JetStream. */
export const JETSTREAM_FAULTS: readonly Fault[] = [
  {
    name: 'removed-buckets',
    does: 'the buckets of idempotency keys and rate limits are deleted',
    everySeconds: 20,
    happen: (platform, tally) => asBreaker(platform, tally, removeBuckets),
  },
  {
    name: 'foreign-facts',
    does: 'messages that are no events, in the stream of public events',
    everySeconds: 15,
    happen: (platform, tally) => asBreaker(platform, tally, publishForeignFacts),
  },
];

async function removeBuckets(connection: NatsConnection, tally: Tally): Promise<void> {
  const manager = await connection.jetstreamManager();
  for (const bucket of Object.keys(BUCKETS).filter((name) => !name.startsWith('event-relay'))) {
    const wasThere = await manager.streams.delete(`KV_${bucket}`).catch(() => false);
    tally.count(wasThere ? 'deleted' : 'not there');
  }
}

async function publishForeignFacts(connection: NatsConnection, tally: Tally): Promise<void> {
  for (let count = 0; count < 5; count += 1) {
    const subject = `landscape.ga-good.system.${randomUUID()}.SystemAdded`;
    const { stream } = await connection.jetstream().publish(subject, 'no event');
    tally.count(stream === LANDSCAPE_STREAM ? 'stored' : 'elsewhere');
  }
}

async function asBreaker(
  platform: LocalPlatform,
  tally: Tally,
  act: (connection: NatsConnection, tally: Tally) => Promise<void>,
): Promise<void> {
  try {
    const connection = await connectAsBreaker(platform);
    try {
      await act(connection, tally);
    } finally {
      await connection.close();
    }
  } catch (error) {
    // The server may stand still, too.
    tally.count(error instanceof Error ? error.message.slice(0, 40) : 'failed');
  }
}

/** No user of the platform may do these things, so one is added to those of nats-server. */
async function connectAsBreaker(platform: LocalPlatform): Promise<NatsConnection> {
  const options: ConnectionOptions = {
    ...{ servers: platform.urls.nats, user: BREAKER, pass: BREAKER, reconnect: false, timeout: 5_000 },
  };
  const file = join(platform.dataDir, 'keys/nats-users/users.conf');
  const config = readFileSync(file, 'utf8');
  if (!config.includes(BREAKER)) {
    writeFileSync(file, config.replace('users: [', `users: [\n      { user: ${BREAKER}, password: ${BREAKER} },`));
    process.kill(platform.pid('nats'), 'SIGHUP');
    await pause(1_000);
  }
  return connect(options);
}
