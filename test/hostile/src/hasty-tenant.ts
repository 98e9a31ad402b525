import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Starts a tenant on loopback that accepts each step and never ends it, and asks to be polled again at once. It ends with the
 * process.
 * @returns its URL
 */
export async function startHastyTenant(): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The fencing number of a step is in its operation's address, as this tenant remembers nothing. */
function answer({ method, url = '', headers }: IncomingMessage, response: ServerResponse): void {
  const fencingNumber = method === 'GET' ? Number(url.split('/').at(-1)) : Number(headers['fencing-number']);
  response.writeHead(method === 'GET' ? 200 : 202, {
    'content-type': 'application/json',
    'retry-after': '0',
    ...(method === 'GET' ? {} : { location: `/provisioning/v1/operations/${fencingNumber}` }),
  });
  response.end(JSON.stringify({ state: 'IN_PROGRESS', fencingNumber, retryAfter: 0 }));
}
