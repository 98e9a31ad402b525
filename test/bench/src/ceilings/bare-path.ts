import fastify from 'fastify';
import { connect } from 'nats';

/** HTTP → NATS and back, and nothing else: no guard, no validation, no query. Run as `door` and as `echo`. */
async function start(role: string | undefined): Promise<void> {
  const connection = await connect({ servers: process.env['NATS_URL'] ?? '' });
  if (role === 'echo') {
    const answer = process.env['ANSWER'] ?? '{}';
    const bytes = new TextEncoder().encode(answer);
    connection.subscribe('echo', { callback: (_error, message) => void message.respond(bytes) });
    await connection.flush();
    process.stdout.write('ready\n');
    return;
  }
  const door = fastify();
  door.get('/v1/global-accounts/:ga/systems/:id', async (request, reply) => {
    const { id } = request.params as { id: string };
    const message = await connection.request('echo', JSON.stringify({ id }), { timeout: 5_000 });
    reply.header('content-type', 'application/json');
    return message.string();
  });
  process.stdout.write(`ready on ${await door.listen({ port: 0, host: '127.0.0.1' })}\n`);
}

void start(process.argv[2]);
