import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

export const LOOPBACK = '127.0.0.1';

/** Why a loopback port cannot be used; undefined when it is free. */
export function portProblem(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve('is used by another process');
      else if (error.code === 'EACCES') resolve('may not be used by this user');
      else resolve(`cannot be used (${error.message})`);
    });
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

export interface PortUse {
  /** Name of the process that will listen. */
  name: string;
  port: number;
  /** The setting that changes the port. */
  setting: string;
}

/** One message with cause and remedy per port that is not free. */
export async function portProblems(uses: readonly PortUse[]): Promise<string[]> {
  const messages = await Promise.all(
    uses.map(async ({ name, port, setting }) => {
      const problem = await portProblem(port);
      if (problem === undefined) return undefined;
      const other = port < 1024 ? port + 10_000 : port < 50_000 ? port + 1000 : port - 1000;
      return `Port ${port} (${name}) ${problem}. Stop that process, or choose another port, for example ${setting}=${other}.`;
    }),
  );
  return messages.filter((message) => message !== undefined);
}

/**
 * Finds a free port below the system's range for outgoing connections, so that a restarted component finds its port free.
 * No other call returns it as long as this process runs, in whatever process.
 */
export async function freePort(random: () => number = Math.random): Promise<number> {
  for (let tries = 0; tries < 200; tries += 1) {
    const port = 20_000 + Math.floor(random() * 12_000);
    if ((await reserve(port)) && (await portProblem(port)) === undefined) return port;
  }
  throw new Error('No free port between 20000 and 32000 was found in 200 tries. Stop what occupies them.');
}

/** Holds the UDP port of the same number, which no component uses. False when another process holds it. */
function reserve(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    socket.once('error', () => {
      socket.close();
      resolve(false);
    });
    socket.bind({ port, address: LOOPBACK, exclusive: true }, () => {
      socket.unref();
      resolve(true);
    });
  });
}
