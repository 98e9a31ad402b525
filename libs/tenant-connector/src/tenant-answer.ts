import { FENCED_CODE } from '@system-landscape/contracts';
import type { Reason } from '@system-landscape/domain';
import { type BoundedBody, parseJsonObject } from './bounded-body.js';

/** What came of a call to a tenant. Nothing that a tenant does is an exception. */
export type TenantAnswer =
  | { readonly kind: 'completed'; readonly fencingNumber: number }
  /** The tenant is at it; ask at `location`, an absolute URL on the tenant's own origin. */
  | { readonly kind: 'accepted'; readonly location: string; readonly retryAfterMs?: number }
  /** What `location` says while the tenant is still at it. */
  | { readonly kind: 'in-progress'; readonly retryAfterMs?: number }
  /** Worth another try: unreachable, too slow, too busy, broken for now. */
  | { readonly kind: 'transient'; readonly reason: Reason; readonly retryAfterMs?: number }
  /** Refused or failed for good. */
  | { readonly kind: 'permanent'; readonly reason: Reason }
  /** An answer that the contract does not know; `raw` is its beginning. */
  | { readonly kind: 'unknown-answer'; readonly raw: string }
  /** A later attempt has overtaken this one. */
  | { readonly kind: 'fenced' };

/** What of an answer's beginning is looked at; null for a header that is not there. */
export interface ResponseHead {
  readonly status: number;
  readonly location: string | null;
  readonly retryAfter: string | null;
}

/** What a call was about, as far as its answer depends on it. */
export interface AnsweredCall {
  readonly purpose: 'step' | 'poll';
  /** The URL that was called. */
  readonly url: string;
  readonly fencingNumber: number;
  /** Current time in ms since the epoch, for a `Retry-After` that is a date. */
  readonly now: number;
}

const MAX_RAW_CHARACTERS = 1024;
const MAX_WORDS_CHARACTERS = 500;
/** No tenant makes the platform wait longer than this before it comes again. */
const MAX_RETRY_AFTER_MS = 3_600_000;

/** Reads a tenant's answer; the answers are those of the tenant provisioning API (contracts). */
export function readAnswer(call: AnsweredCall, response: ResponseHead, body: BoundedBody): TenantAnswer {
  const { status } = response;
  const json = body.truncated ? undefined : parseJsonObject(body.text);
  if (status >= 200 && status < 300) {
    const answer =
      json && (call.purpose === 'poll' ? readPolled(call, response, json) : readStep(call, response, json));
    return answer ?? unknownAnswer(response, body);
  }
  if (status < 400) return unknownAnswer(response, body);
  const retryAfterMs = retryAfter(call, response, json);
  const words = wordsOf(json);
  if (status === 429)
    return transient({ code: 'TENANT_BUSY', message: words ?? 'The tenant is busy', httpStatus: status }, retryAfterMs);
  if (status >= 500 || status === 408)
    return transient(
      { code: 'TENANT_ERROR', message: words ?? `The tenant answered HTTP ${status}`, httpStatus: status },
      retryAfterMs,
    );
  if (status === 409 && json?.['code'] === FENCED_CODE) return { kind: 'fenced' };
  return {
    kind: 'permanent',
    reason: {
      code: 'TENANT_REFUSED',
      message: words ?? `The tenant answered HTTP ${status}`,
      httpStatus: status,
      ...(words === undefined && { raw: rawOf(response, body) }),
    },
  };
}

function readStep(call: AnsweredCall, response: ResponseHead, json: Record<string, unknown>): TenantAnswer | undefined {
  if (json['fencingNumber'] !== call.fencingNumber) return undefined;
  if (response.status === 200 && json['state'] === 'COMPLETED')
    return { kind: 'completed', fencingNumber: call.fencingNumber };
  if (response.status !== 202 || json['state'] !== 'IN_PROGRESS') return undefined;
  const location = ownLocation(call.url, response.location);
  if (location === undefined) return undefined;
  return { kind: 'accepted', location, ...withRetryAfter(retryAfter(call, response, json)) };
}

function readPolled(
  call: AnsweredCall,
  response: ResponseHead,
  json: Record<string, unknown>,
): TenantAnswer | undefined {
  if (response.status !== 200 || json['fencingNumber'] !== call.fencingNumber) return undefined;
  switch (json['state']) {
    case 'COMPLETED':
      return { kind: 'completed', fencingNumber: call.fencingNumber };
    case 'IN_PROGRESS':
      return { kind: 'in-progress', ...withRetryAfter(retryAfter(call, response, json)) };
    case 'FAILED':
      return {
        kind: 'permanent',
        reason: { code: 'TENANT_FAILED', message: wordsIn(json['reason']) ?? 'The tenant gave no reason' },
      };
    default:
      return undefined;
  }
}

/** A location on the origin that was called, as an absolute URL: the platform's token goes nowhere else. */
export function ownLocation(calledUrl: string, location: string | null): string | undefined {
  if (location === null || location.length > 2048 || !URL.canParse(location, calledUrl)) return undefined;
  const url = new URL(location, calledUrl);
  const own = url.origin === new URL(calledUrl).origin && !url.username && !url.password;
  return own ? url.href : undefined;
}

export function transient(reason: Reason, retryAfterMs?: number): TenantAnswer {
  return { kind: 'transient', reason, ...withRetryAfter(retryAfterMs) };
}

function withRetryAfter(retryAfterMs: number | undefined): { retryAfterMs?: number } {
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

function unknownAnswer(response: ResponseHead, body: BoundedBody): TenantAnswer {
  return { kind: 'unknown-answer', raw: rawOf(response, body) };
}

function rawOf(response: ResponseHead, body: BoundedBody): string {
  const location = response.location;
  const head = `HTTP ${response.status}${location === null ? '' : ` Location: ${location}`}`;
  return printable(`${head} ${body.text}`).slice(0, MAX_RAW_CHARACTERS);
}

/** `Retry-After` (seconds or a date) or the body's `retryAfter` (seconds), in ms. */
function retryAfter(
  call: AnsweredCall,
  response: ResponseHead,
  json: Record<string, unknown> | undefined,
): number | undefined {
  const header = response.retryAfter;
  const inBody = json?.['retryAfter'];
  const ms =
    header !== null
      ? /^\d+$/.test(header)
        ? Number(header) * 1000
        : Date.parse(header) - call.now
      : typeof inBody === 'number'
        ? inBody * 1000
        : NaN;
  return Number.isNaN(ms) ? undefined : Math.round(Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS));
}

function wordsOf(json: Record<string, unknown> | undefined): string | undefined {
  return wordsIn(json?.['detail']) ?? wordsIn(json?.['title']);
}

function wordsIn(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const words = printable(value).slice(0, MAX_WORDS_CHARACTERS);
  return words === '' ? undefined : words;
}

function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}
