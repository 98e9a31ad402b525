import type { Readable } from 'node:stream';

/** Limit of a response body of a tenant or of the OpenID provider, in bytes. */
export const MAX_BODY_BYTES = 64 * 1024;

export interface BoundedBody {
  readonly text: string;
  /** The body is longer; the text is its beginning. */
  readonly truncated: boolean;
}

/**
 * Reads a body up to a limit and discards the rest.
 * @throws Error of the connection
 */
export async function readBoundedBody(body: Readable, maxBytes = MAX_BODY_BYTES): Promise<BoundedBody> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > maxBytes) return { text: textOf(chunks, maxBytes), truncated: true };
  }
  return { text: textOf(chunks, length), truncated: false };
}

function textOf(chunks: readonly Uint8Array[], bytes: number): string {
  return Buffer.concat(chunks).subarray(0, bytes).toString('utf8');
}

/** Parses a JSON object; undefined when the text is none. */
export function parseJsonObject(text: string): Record<string, unknown> | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    ? (parsed as Record<string, unknown>)
    : undefined;
}
