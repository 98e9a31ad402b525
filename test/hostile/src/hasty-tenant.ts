import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A tenant that accepts each step and never ends it, and asks to be polled again at once. */
export interface HastyTenant {
  readonly url: string;
  /** How often it was called or polled. */
  readonly calls: () => number;
}

/** Starts it on loopback. It ends with the process. */
export async function startHastyTenant(): Promise<HastyTenant> {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls: () => calls };
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
