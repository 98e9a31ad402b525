// Everything that has ever happened to the systems of one account, then it ends.
import { connect } from 'nats';

const account = process.env.GLOBAL_ACCOUNT ?? 'ga-demo';
const connection = await connect({ servers: process.env.NATS_URL ?? '127.0.0.1:4222' });
const consumer = await connection
  .jetstream()
  .consumers.get('LANDSCAPE', { filterSubjects: `landscape.${account}.system.>` });
const { num_pending: past } = await consumer.info();
if (past > 0) {
  for await (const message of await consumer.consume()) {
    console.log(message.headers.get('ce-position'), message.headers.get('ce-type'), message.headers.get('ce-subject'));
    if (message.info.pending === 0) break;
  }
}
await connection.close();
