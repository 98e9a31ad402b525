import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { atOnce, FROM, type Load } from '../load.js';
import { HOSTILE_ACCOUNT, type Target } from '../target.js';
import type { Tally } from '../tally.js';

const HELD_MS = 8_000;

/** Opens a connection, and tells how it ended: by an answer, by the server, or not before it was given up. */
async function hold(
  { gateway }: Target,
  tally: Tally,
  signal: AbortSignal,
  use: (socket: Socket) => void = () => undefined,
): Promise<void> {
  const { hostname, port } = new URL(gateway);
  const socket = connect({ port: Number(port), host: hostname, ...FROM });
  let answer: string | undefined;
  const ended = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      answer ??= /^HTTP\/1\.1 (\d{3})/.exec(chunk.toString('latin1'))?.[1];
    });
    socket.on('close', () => resolve());
    // 'close' follows.
    socket.on('error', () => undefined);
  });
  socket.on('connect', () => use(socket));
  const given = new AbortController();
  await Promise.race([
    ended,
    pause(HELD_MS, undefined, { signal: AbortSignal.any([signal, given.signal]) }).catch(() => undefined),
  ]);
  given.abort();
  tally.count(answer ?? (socket.closed ? 'closed by the server' : 'held'));
  socket.destroy();
}

/** Writes a byte a second until the connection is closed. */
function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write('a'), 1_000);
  socket.on('close', () => clearInterval(timer));
}

const events = (token: string) =>
  `GET /v1/global-accounts/${HOSTILE_ACCOUNT}/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`;

/** Abuse of connections. */
export const SOCKET_LOADS: readonly Load[] = [
  {
    name: 'idle-connections',
    does: 'connections that send nothing',
    burst: (target, tally, signal) => atOnce(300, () => hold(target, tally, signal)),
  },
  {
    name: 'slow-headers',
    does: 'a header that drips in',
    burst: (target, tally, signal) =>
      atOnce(50, () =>
        hold(target, tally, signal, (socket) => {
          socket.write('GET /v1/system-types HTTP/1.1\r\nhost: x\r\nx-slow: ');
          drip(socket);
        }),
      ),
  },
  {
    name: 'slow-bodies',
    does: 'a body that drips in',
    burst: (target, tally, signal) =>
      atOnce(50, () =>
        hold(target, tally, signal, (socket) => {
          socket.write(
            `POST /v1/global-accounts/${HOSTILE_ACCOUNT}/systems HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`,
          );
          socket.write('content-length: 60000\r\n\r\n{"');
          drip(socket);
        }),
      ),
  },
  {
    name: 'event-readers',
    does: 'readers of live events of one caller, beyond their number',
    burst: (target, tally, signal) =>
      atOnce(100, () =>
        hold(target, tally, signal, (socket) => void socket.write(events(target.tokens['hostile-viewer-2']))),
      ),
  },
];
