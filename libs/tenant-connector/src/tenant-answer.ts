import { FENCED_CODE } from '@system-landscape/contracts';
import type { Reason } from '@system-landscape/domain';
import { type BoundedBody, parseJsonObject } from './bounded-body.js';

/** The outcome of a call to a tenant. A failure of the tenant is an answer, too, not an exception. */
export type TenantAnswer =
  | { readonly kind: 'completed'; readonly fencingNumber: number }
  /** The tenant works on the step asynchronously; `location` is the polling URL, absolute and on the tenant's own origin. */
  | { readonly kind: 'accepted'; readonly location: string; readonly retryAfterMs?: number }
  /** Answer to a poll before the step has ended. */
  | { readonly kind: 'in-progress'; readonly retryAfterMs?: number }
  /** To be retried: unreachable, too slow, too busy, temporarily broken. */
  | { readonly kind: 'transient'; readonly reason: Reason; readonly retryAfterMs?: number }
  /** Refused or failed; a retry would not help. */
  | { readonly kind: 'permanent'; readonly reason: Reason }
  /** A response that the contract does not define; `raw` is its beginning. */
  | { readonly kind: 'unknown-answer'; readonly raw: string }
  /** The tenant has already seen a later attempt. */
  | { readonly kind: 'fenced' };

/** Status and headers of a response; null for a missing header. */
export interface ResponseHead {
  readonly status: number;
  readonly location: string | null;
  readonly retryAfter: string | null;
}

/** What is needed of a call to interpret its response. */
export interface AnsweredCall {
  readonly purpose: 'step' | 'tear-down' | 'poll';
  /** The URL that was called. */
  readonly url: string;
  readonly fencingNumber: number;
  /** Current time in ms since the epoch, for a `Retry-After` that is a date. */
  readonly now: number;
}

/** A tear-down step that finds nothing to tear down is done (RFC 9110: Not Found, Gone). */
const NOTHING_THERE = new Set([404, 410]);

const MAX_RAW_CHARACTERS = 1024;
const MAX_MESSAGE_CHARACTERS = 500;
/** Upper limit of a tenant's `Retry-After`. */
const MAX_RETRY_AFTER_MS = 3_600_000;

/** Interprets a tenant's response according to the tenant provisioning API (contracts). */
export function readAnswer(call: AnsweredCall, response: ResponseHead, body: BoundedBody): TenantAnswer {
  const { status } = response;
  if (call.purpose === 'tear-down' && NOTHING_THERE.has(status)) {
    return { kind: 'completed', fencingNumber: call.fencingNumber };
  }
  const json = body.truncated ? undefined : parseJsonObject(body.text);
  if (status >= 200 && status < 300) {
    const answer =
      json && (call.purpose === 'poll' ? readPolled(call, response, json) : readStep(call, response, json));
    return answer ?? unknownAnswer(response, body);
  }
  if (status < 400) return unknownAnswer(response, body);
  const retryAfterMs = retryAfter(call, response, json);
  const message = messageOf(json);
  if (status === 429)
    return transient(
      { code: 'TENANT_BUSY', message: message ?? 'The tenant is busy', httpStatus: status },
      retryAfterMs,
    );
  if (status >= 500 || status === 408)
    return transient(
      { code: 'TENANT_ERROR', message: message ?? `The tenant answered HTTP ${status}`, httpStatus: status },
      retryAfterMs,
    );
  if (status === 409 && json?.['code'] === FENCED_CODE) return { kind: 'fenced' };
  return {
    kind: 'permanent',
    reason: {
      code: 'TENANT_REFUSED',
      message: message ?? `The tenant answered HTTP ${status}`,
      httpStatus: status,
      ...(message === undefined && { raw: rawOf(response, body) }),
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
        reason: { code: 'TENANT_FAILED', message: printableText(json['reason']) ?? 'The tenant gave no reason' },
      };
    default:
      return undefined;
  }
}

/** The location as an absolute URL, if it is on the called origin: the platform sends its token to no other one. */
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
  return printable(`${head} ${body.text}`, MAX_RAW_CHARACTERS);
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

function messageOf(json: Record<string, unknown> | undefined): string | undefined {
  return printableText(json?.['detail']) ?? printableText(json?.['title']);
}

function printableText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = printable(value, MAX_MESSAGE_CHARACTERS);
  return text === '' ? undefined : text;
}

/** On one line, and without half of a surrogate pair, which a tenant may send and which a cut may leave. */
function printable(text: string, maxCharacters: number): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, maxCharacters)
    .toWellFormed();
}
