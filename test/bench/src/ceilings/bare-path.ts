import { EventStoreDBClient, NO_STREAM } from '@eventstore/db-client';
import fastify from 'fastify';
import { connect, type NatsConnection } from 'nats';
import { withNewIds, type AppendedEvent } from '../rows/appended-events.js';
import { writersStream } from '../rows/stored-event.js';

const SYSTEMS = '/v1/global-accounts/:ga/systems';

/**
 * HTTP → NATS and back, and nothing else: no guard, no validation, no query. Run it as `front`, and behind it as `echo`, which always
 * sends the same response, or as `append`, which first appends the same events to a new stream.
 */
async function start(role: string | undefined): Promise<void> {
  const connection = await connect({ servers: process.env['NATS_URL'] ?? '' });
  if (role === 'front') return open(connection);
  const act = role === 'append' ? appending() : () => Promise.resolve();
  const bytes = new TextEncoder().encode(process.env['ANSWER'] ?? '{}');
  connection.subscribe(`bare.${role}`, {
    callback: (_error, message) => {
      // A missing reply ends the measurement.
      void act().then(() => message.respond(bytes));
    },
  });
  await connection.flush();
  process.stdout.write('ready\n');
}

function appending(): () => Promise<unknown> {
  const client = EventStoreDBClient.connectionString(process.env['ESDB_URL'] ?? '');
  const events = JSON.parse(process.env['EVENTS'] ?? '[]') as readonly AppendedEvent[];
  return () => client.appendToStream(writersStream(), withNewIds(events), { expectedRevision: NO_STREAM });
}

async function open(connection: NatsConnection): Promise<void> {
  const front = fastify();
  const ask = async (role: 'echo' | 'append', data: object) => {
    const message = await connection.request(`bare.${role}`, JSON.stringify(data), { timeout: 5_000 });
    return message.string();
  };
  front.addHook('onRequest', (_request, reply, done) => {
    reply.header('content-type', 'application/json');
    done();
  });
  front.get(`${SYSTEMS}/:id`, (request) => ask('echo', { id: (request.params as { id: string }).id }));
  front.post(SYSTEMS, (request) => ask('append', request.body as object));
  process.stdout.write(`ready on ${await front.listen({ port: 0, host: '127.0.0.1' })}\n`);
}

void start(process.argv[2]);
