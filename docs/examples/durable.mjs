// A service that must miss no registered system: NATS keeps its position and redelivers what it has not acknowledged.
import { AckPolicy, connect } from 'nats';

const connection = await connect({ servers: process.env.NATS_URL ?? '127.0.0.1:4222' });
const manager = await connection.jetstreamManager();
// Does nothing when the consumer exists with the same configuration.
await manager.consumers.add('LANDSCAPE', {
  durable_name: 'my-service',
  ack_policy: AckPolicy.Explicit,
  filter_subject: 'landscape.*.system.*.SystemRegistered',
});
const consumer = await connection.jetstream().consumers.get('LANDSCAPE', 'my-service');
for await (const message of await consumer.consume()) {
  const { globalAccountId } = message.json();
  // Your work. The event's id identifies duplicates.
  console.log(message.headers.get('ce-id'), globalAccountId, message.headers.get('ce-subject'));
  message.ack();
}
