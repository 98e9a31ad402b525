import type { Tally } from './tally.js';
import type { Client, Target } from './target.js';

/** One kind of abuse. */
export interface Load {
  readonly name: string;
  /** What it does, for the table. */
  readonly does: string;
  /** One burst; repeated with pauses until the time is over. It ends by itself, also when the signal aborts. */
  readonly burst: (target: Target, tally: Tally, signal: AbortSignal) => Promise<void>;
}

export interface HostileRequest {
  readonly method?: string;
  readonly as?: Client;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A hostile client gives up after this; milliseconds. */
const PATIENCE_MS = 15_000;

/** Sends a request and counts its answer. Never rejects. */
export async function send(
  { gateway, token }: Target,
  tally: Tally,
  path: string,
  { method = 'GET', as, headers, body }: HostileRequest = {},
): Promise<void> {
  try {
    const response = await fetch(gateway + path, {
      method,
      headers: {
        ...(as === undefined ? {} : { authorization: `Bearer ${token(as)}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body ?? null,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    const code = /"code":"([A-Z_]+)"/.exec(text.slice(0, 10_000))?.[1];
    tally.count(code === undefined ? String(response.status) : `${response.status} ${code}`);
  } catch {
    tally.count('no answer');
  }
}

/** Runs an action a number of times at once. */
export async function atOnce(times: number, action: (index: number) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: times }, (_, index) => action(index)));
}
