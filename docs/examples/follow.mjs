// What happens from now on, in every account. Ends with Ctrl-C.
import { connect, DeliverPolicy } from 'nats';

const connection = await connect({ servers: process.env.NATS_URL ?? '127.0.0.1:4222' });
const consumer = await connection.jetstream().consumers.get('LANDSCAPE', { deliver_policy: DeliverPolicy.New });
const messages = await consumer.consume();
console.log('following');
for await (const { headers, data } of messages) {
  console.log(headers.get('ce-position'), headers.get('ce-type'), new TextDecoder().decode(data));
}
