// A service that must miss no registered system: NATS keeps its position and delivers again what it has not acknowledged.
// It connects as a named subscriber, with the key and consumer that `landscape subscribers add` has made.
import { connect, nkeyAuthenticator } from 'nats';
import { readFileSync } from 'node:fs';

const { NATS_URL = '127.0.0.1:4222', NATS_NKEY_FILE = '.data/keys/nats-users/subscribers/demo.nk' } = process.env;
const { CONSUMER = 'demo_ga-demo' } = process.env;

const connection = await connect({ servers: NATS_URL, authenticator: nkeyAuthenticator(readFileSync(NATS_NKEY_FILE)) });
const consumer = await connection.jetstream({ domain: 'landscape' }).consumers.get('LANDSCAPE', CONSUMER);
console.log('following');
for await (const message of await consumer.consume()) {
  const { headers, data } = message;
  // A message without the headers of an event is not one of the platform's.
  if (headers?.get('ce-position')) {
    // Your work. The event's id identifies duplicates.
    console.log(
      headers.get('ce-position'),
      headers.get('ce-type'),
      headers.get('ce-id'),
      new TextDecoder().decode(data),
    );
  }
  message.ack();
}
