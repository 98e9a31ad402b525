import { createServer, type AddressInfo } from 'node:net';

/** A loopback port that is free now, for a server whose URL is needed before it listens, such as an issuer. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
