import { problemDetailsOf, type ProblemCode } from '@system-landscape/contracts/problem';
import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Headers of a request, with its first line; bytes. Proxies allow 8 to 16 KiB. */
export const MAX_HEADER_BYTES = 16 * 1024;
/** How long a client may take to read an answer that ends its connection; milliseconds. */
const LINGER_MS = 1_000;
/** The first line of a request whose method consists of the characters of a token (RFC 9110, 5.6.2). */
const REQUEST_LINE = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+ \S+ HTTP\/1\.[01]\r?\n/;

/** An error of Node's HTTP parser, or of its timers. */
export interface ClientError extends Error {
  readonly code?: string;
  /** What the parser was given last. */
  readonly rawPacket?: unknown;
}

/** A connection of an HTTP server. */
export type Connection = Duplex & { readonly bytesRead?: number; readonly _httpMessage?: ServerResponse | null };

interface RawProblem {
  readonly code: ProblemCode;
  readonly detail: string;
}

/**
 * Answers what never reaches the router: a request that cannot be parsed, whose headers are too large, or that did not
 * arrive in time. The connection is closed, as where the next request begins is not known.
 */
export function answerClientError(error: ClientError, connection: Connection): void {
  const nothingArrived = connection.bytesRead === 0;
  // As Node does: nothing can be put into an answer that has begun.
  if (error.code === 'ECONNRESET' || nothingArrived || connection._httpMessage?.headersSent === true) {
    connection.destroy(error);
    return;
  }
  endWithProblem(connection, problemOf(error));
}

/** Answers a `CONNECT`: this is no proxy. */
export function refuseTunnel(connection: Connection): void {
  endWithProblem(connection, { code: 'NOT_IMPLEMENTED', detail: 'This server opens no tunnels.' });
}

function problemOf({ code, rawPacket }: ClientError): RawProblem {
  const packet = Buffer.isBuffer(rawPacket) ? rawPacket : Buffer.alloc(0);
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return { code: 'REQUEST_TIMEOUT', detail: 'The request did not arrive in time. Send it again.' };
  }
  if (code === 'HPE_HEADER_OVERFLOW') {
    if (isWithinFirstLine(packet)) return { code: 'URI_TOO_LONG', detail: 'The address is longer than 16 KiB.' };
    const detail =
      'The headers are larger than 16 KiB. If it is the access token: ask for one with fewer roles or groups.';
    return { code: 'REQUEST_HEADER_FIELDS_TOO_LARGE', detail };
  }
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') {
    return { code: 'PAYLOAD_TOO_LARGE', detail: 'The extensions of the chunks are too large.' };
  }
  if (code === 'HPE_INVALID_METHOD' && REQUEST_LINE.test(packet.subarray(0, 4_096).toString('latin1'))) {
    return { code: 'NOT_IMPLEMENTED', detail: 'This server does not know the method.' };
  }
  return { code: 'VALIDATION_FAILED', detail: 'This is no request of HTTP/1.1 (RFC 9112).' };
}

function isWithinFirstLine(packet: Buffer): boolean {
  return packet.length > 0 && !packet.subarray(0, MAX_HEADER_BYTES).includes('\n');
}

function endWithProblem(connection: Connection, { code, detail }: RawProblem): void {
  // The parser reports again what arrives while the answer is sent.
  if (!connection.writable || connection.writableEnded) return;
  const correlationId = randomUUID();
  const problem = problemDetailsOf({ code, detail }, correlationId);
  const body = JSON.stringify(problem);
  connection.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      `X-Correlation-Id: ${correlationId}`,
      `Date: ${new Date().toUTCString()}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
  // Not at once: the rest of a request that has not been read would reset the connection, and the answer be lost.
  const linger = setTimeout(() => connection.destroy(), LINGER_MS).unref();
  connection.once('close', () => clearTimeout(linger));
}
