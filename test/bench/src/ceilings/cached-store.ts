import { connect, createServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';

/**
 * An event store that replays cached responses: it forwards each request to the store at STORE_PORT once and then sends
 * the same bytes, so that only the work of the client is measured. Runs in a process of its own.
 */
function start(): void {
  const store = connect(`http://127.0.0.1:${process.env['STORE_PORT']}`);
  const answers = new Map<string, Promise<Buffer>>();
  const answer = (path: string, request: Buffer) => {
    const key = `${path} ${request.toString('base64')}`;
    const cached = answers.get(key) ?? ask(path, request);
    answers.set(key, cached);
    return cached;
  };
  const ask = async (path: string, request: Buffer) => {
    const headers = { 'content-type': 'application/grpc', te: 'trailers' };
    const call = store.request({ ':method': 'POST', ':path': path, ...headers });
    call.end(request);
    return bytesOf(call);
  };
  const server = createServer();
  server.on('stream', (call: ServerHttp2Stream, headers) => {
    bytesOf(call)
      .then((request) => answer(headers[':path'] ?? '', request))
      .then((bytes) => {
        call.respond({ ':status': 200, 'content-type': 'application/grpc+proto' }, { waitForTrailers: true });
        call.on('wantTrailers', () => call.sendTrailers({ 'grpc-status': '0' }));
        call.end(bytes);
      })
      .catch((error: Error) => call.destroy(error));
  });
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`ready on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
  });
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

start();
