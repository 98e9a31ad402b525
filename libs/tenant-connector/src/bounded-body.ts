/** No answer of a tenant or of the OpenID provider is longer than this, in bytes. */
export const MAX_BODY_BYTES = 64 * 1024;

export interface BoundedBody {
  readonly text: string;
  /** The body was longer; the text is its beginning. */
  readonly truncated: boolean;
}

/**
 * Reads a body up to a limit and gives up the rest of it.
 * @throws what the connection throws while it is read
 */
export async function readBoundedBody(response: Response, maxBytes = MAX_BODY_BYTES): Promise<BoundedBody> {
  if (!response.body) return { text: '', truncated: false };
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: Buffer.concat(chunks).toString('utf8'), truncated: false };
    chunks.push(value);
    length += value.byteLength;
    if (length > maxBytes) {
      await reader.cancel();
      return { text: Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8'), truncated: true };
    }
  }
}

/** The JSON object in the text; undefined when it is none. */
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
