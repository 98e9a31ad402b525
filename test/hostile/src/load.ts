import { Agent, fetch, type Headers } from 'undici';
import type { Tally } from './tally.js';
import type { Client, Target } from './target.js';

/** One kind of abuse from outside: it knows addresses, and tokens of its own. */
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

/** Another address of loopback than that of the well-behaved account; only Linux has it without set-up. */
export const FROM = process.platform === 'linux' ? { localAddress: '127.0.0.2' } : {};
const OUTSIDE = new Agent(FROM);

/** A hostile client gives up after this; milliseconds. */
const PATIENCE_MS = 15_000;

interface HostileAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends a request and counts its answer. Never rejects. @returns undefined without an answer */
export async function send(
  { gateway, tokens }: Target,
  tally: Tally,
  path: string,
  { method = 'GET', as, headers, body }: HostileRequest = {},
): Promise<HostileAnswer | undefined> {
  try {
    const response = await fetch(gateway + path, {
      method,
      headers: {
        ...(as === undefined ? {} : { authorization: `Bearer ${tokens[as]}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body ?? null,
      dispatcher: OUTSIDE,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    const code = /"code":"([A-Z_]+)"/.exec(text.slice(0, 10_000))?.[1];
    tally.count(code === undefined ? String(response.status) : `${response.status} ${code}`);
    return { status: response.status, headers: response.headers, text };
  } catch {
    tally.count('no answer');
    return undefined;
  }
}

/** Runs an action a number of times at once. */
export async function atOnce(times: number, action: (index: number) => Promise<unknown>): Promise<void> {
  await Promise.all(Array.from({ length: times }, (_, index) => action(index)));
}
