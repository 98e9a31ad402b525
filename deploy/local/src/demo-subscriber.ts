import { provideConsumers, type NatsUsersFolder } from '@system-landscape/nats-users';
import { connect } from 'nats';
import { DEMO_SUBSCRIBER } from './keys.js';

/** Creates the consumers of the demo's subscriber, if they are missing. The relay has created the stream by then. */
export async function provideDemoSubscriber(natsUrl: string, users: NatsUsersFolder): Promise<void> {
  const subscriber = users.subscribers()[DEMO_SUBSCRIBER];
  // An operator may have removed it while the platform was starting.
  if (subscriber === undefined) return;
  const connection = await connect({ servers: natsUrl, name: 'local start', ...users.optionsOf('operator') });
  try {
    await provideConsumers(await connection.jetstreamManager(), DEMO_SUBSCRIBER, subscriber);
  } finally {
    await connection.close();
  }
}
