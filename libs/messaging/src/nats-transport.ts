import { ANONYMOUS_RPCS, HEADERS, OWN_RPCS, withTitle, type RpcErrorBody } from '@system-landscape/contracts';
import {
  contextOf,
  currentContext,
  DeadlineExpired,
  Places,
  remainingMs,
  requestSeconds,
  runInContext,
  startSpan,
  type ContextActor,
  type RequestContext,
} from '@system-landscape/service-kit';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { ErrorCode, NatsError, type Msg, type MsgHdrs, type NatsConnection } from 'nats';
import { firstValueFrom, isObservable } from 'rxjs';
import { LastingSubscription } from './lasting-subscription.js';
import { requestsDropped, requestsExpired } from './messaging.metrics.js';
import { endSpan, spanOf } from './rpc-spans.js';
import { internalError, limited, toErrorBody, unavailable } from './rpc-error.js';

/** No caller waits longer; a deadline beyond it is of a clock that is ahead. Milliseconds. */
const LONGEST_WAIT_MS = 60_000;

export interface NatsTransportOptions {
  readonly connection: NatsConnection;
  /** Instances of one service share its requests. */
  readonly queue: string;
  /**
   * Requests that are worked on at the same time; one account, tenant or other owner holds half of them at most. The
   * platform's own requests have a quarter as many places beside these.
   */
  readonly maxInFlight: number;
  /** Prefixes of the inboxes to which the requests of a subject are answered. */
  readonly replyPrefixesOf: (subject: string) => readonly string[];
  /** Called for a request that was dropped because its reply subject is no such inbox. */
  readonly onForeignReply: (subject: string) => void;
  /** Receives errors that have no problem code, or that operators have to mend, for the log. */
  readonly onUnexpected: (error: unknown, subject: string) => void;
}

/** A request as it arrived: Nest's envelope, or any client's plain JSON. */
type Incoming = { readonly id?: string; readonly data: unknown };

/**
 * Answers requests on NATS with Nest's message handlers. Nest's own transport opens another connection and accepts only
 * its envelope `{pattern, data, id}`; this one shares the process's connection, also answers plain JSON with plain JSON,
 * and drains when it stops.
 */
export class NatsTransport extends Server implements CustomTransportStrategy {
  private readonly subscriptions: LastingSubscription[] = [];
  private readonly inFlight = new Set<Promise<void>>();
  private readonly places: Places;
  private readonly ownPlaces: Places;

  constructor(private readonly options: NatsTransportOptions) {
    super();
    this.places = new Places(options.maxInFlight);
    this.ownPlaces = new Places(Math.ceil(options.maxInFlight / 4));
  }

  /** Calls back when the server has the subscriptions. */
  listen(callback: () => void): void {
    const { connection, queue, replyPrefixesOf } = this.options;
    for (const [subject, handler] of this.messageHandlers) {
      const inboxes = replyPrefixesOf(subject).map((prefix) => `${prefix}.`);
      this.subscriptions.push(
        new LastingSubscription(connection, {
          subject,
          queue,
          onMessage: (message) => {
            if (isAnswerable(message, inboxes)) this.accept(message, handler);
            else this.drop(subject);
          },
          onDenied: (error) => this.options.onUnexpected(error, subject),
        }),
      );
    }
    // Who is ready has its subscriptions at the server. In an outage they come with the next connection.
    connection.flush().then(callback, () => callback());
  }

  /** Accepts no more requests and resolves when those in flight are answered. */
  async close(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.stop()));
    await Promise.all(this.inFlight);
  }

  on(): void {
    throw new Error('The NATS transport has no events of its own; watch the connection');
  }

  unwrap<T>(): T {
    return this.options.connection as T;
  }

  private drop(subject: string): void {
    requestsDropped.inc({ target: subject });
    this.options.onForeignReply(subject);
  }

  private accept(message: Msg, handler: MessageHandler): void {
    const context = contextOfRequest(message);
    if (!context) {
      respond(message, {}, { error: malformed('The headers of the request cannot be read.') });
      return;
    }
    if (remainingMs(1, context) <= 0) {
      // It has waited in a process that stood still. The answer is for a caller whose clock differs and who still waits.
      requestsExpired.inc({ target: message.subject });
      respond(message, {}, { error: toErrorBody(new DeadlineExpired())! });
      return;
    }
    const giveBack = this.placeFor(message.subject, context);
    if (typeof giveBack !== 'function') {
      respond(message, {}, { error: giveBack });
      return;
    }
    context.giveBackPlace = giveBack;
    const span = startSpan(() => ({ ...spanOf(message.subject, 'server'), parent: context.remoteTraceparent }));
    if (span) context.span = span;
    const work = runInContext(context, () => this.handle(message, handler))
      // The connection is closed: no reply can be sent.
      .catch((error: unknown) => this.options.onUnexpected(error, message.subject))
      .finally(() => {
        giveBack();
        this.inFlight.delete(work);
      });
    this.inFlight.add(work);
  }

  private placeFor(subject: string, { actor }: RequestContext): (() => void) | RpcErrorBody {
    const owner = actor ? ownerOf(actor) : 'nobody';
    const place = isOwn(subject, actor)
      ? this.ownPlaces.take()
      : this.places.take([{ owner, limit: Math.ceil(this.options.maxInFlight / 2) }]);
    if (typeof place === 'function') return place;
    return place.full === 'everybody'
      ? unavailable('Too many requests are at work. Try again.')
      : limited('Too many requests of your account or tenant are at work. Try again.');
  }

  private async handle(message: Msg, handler: MessageHandler): Promise<void> {
    const stopTimer = requestSeconds.startTimer({ target: message.subject });
    const incoming = parse(message);
    if (!incoming) {
      respond(message, {}, { error: malformed('The request is not a JSON object.') });
      stopTimer({ outcome: 'VALIDATION_FAILED' });
      endSpan(currentContext()?.span, malformed(''));
      return;
    }
    const reply = this.sendReply(message, incoming, await this.replyOf(message.subject, incoming, handler));
    const error = 'error' in reply ? reply.error : undefined;
    stopTimer({ outcome: error?.code ?? 'ok' });
    endSpan(currentContext()?.span, error);
  }

  /** @returns what was sent: an error if the reply exceeds the maximum payload of NATS */
  private sendReply(message: Msg, incoming: Incoming, reply: Reply): Reply {
    try {
      respond(message, incoming, reply);
      return reply;
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      this.options.onUnexpected(error, message.subject);
      const instead = { error: internalError() };
      respond(message, incoming, instead);
      return instead;
    }
  }

  private async replyOf(subject: string, incoming: Incoming, handler: MessageHandler): Promise<Reply> {
    try {
      const result: unknown = await handler(incoming.data);
      return { response: isObservable(result) ? await firstValueFrom(result, { defaultValue: null }) : result };
    } catch (error) {
      const body = toErrorBody(error);
      if (!body || isForOperators(error)) this.options.onUnexpected(error, subject);
      return { error: body ?? internalError() };
    }
  }
}

/** A request without a reply subject is handled, and not answered. */
function isAnswerable({ reply = '' }: Msg, inboxes: readonly string[]): boolean {
  return reply === '' || inboxes.some((inbox) => reply.startsWith(inbox));
}

type Reply = { readonly response: unknown } | { readonly error: RpcErrorBody };

function parse(message: Msg): Incoming | undefined {
  let body: unknown;
  try {
    body = message.data.length === 0 ? {} : message.json();
  } catch {
    return undefined;
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const envelope = body as { pattern?: unknown; id?: unknown; data?: unknown };
  const fromNest = 'pattern' in envelope && typeof envelope.id === 'string';
  return fromNest ? { id: envelope.id as string, data: envelope.data } : { data: body };
}

function respond(message: Msg, { id }: { readonly id?: string }, reply: Reply): void {
  if (message.reply === undefined || message.reply === '') return;
  const error = 'error' in reply ? withTitle(reply.error) : undefined;
  const response = 'error' in reply ? undefined : reply.response;
  const body =
    id === undefined
      ? error
        ? { error }
        : (response ?? {})
      : error
        ? { err: error, isDisposed: true, id }
        : { response, isDisposed: true, id };
  message.respond(Buffer.from(JSON.stringify(body)));
}

/** Whether an error with a problem code says what operators have to mend. */
const isForOperators = (error: unknown) =>
  error instanceof Error && 'isForOperators' in error && error.isForOperators === true;

const isTooLarge = (error: unknown) =>
  error instanceof NatsError && error.code === ErrorCode.MaxPayloadExceeded.toString();

const OWN_SUBJECTS = new Set(OWN_RPCS.map(({ subject }) => subject));
const ANONYMOUS_SUBJECTS = new Set(ANONYMOUS_RPCS.map(({ subject }) => subject));

/** Whether the platform makes the request for itself: in a sweep, say, or to follow the read model. */
function isOwn(subject: string, actor: ContextActor | undefined): boolean {
  return OWN_SUBJECTS.has(subject) || (!actor && !ANONYMOUS_SUBJECTS.has(subject));
}

/** Whose share a request is taken from. */
export function ownerOf({ globalAccountId, tenantId, subject }: ContextActor): string {
  return globalAccountId ?? tenantId ?? subject;
}

function malformed(detail: string): RpcErrorBody {
  return { code: 'VALIDATION_FAILED', status: 400, detail };
}

/** Undefined for malformed headers: NATS passes them on as they were sent, and an error thrown here closes its client. */
function contextOfRequest(message: Msg): RequestContext | undefined {
  try {
    return contextFrom(message.headers);
  } catch {
    return undefined;
  }
}

function contextFrom(headers: MsgHdrs | undefined): RequestContext {
  const text = (name: string) => headers?.get(name) || undefined;
  const correlationId = text(HEADERS.correlationId);
  const causationId = text(HEADERS.causationId);
  const traceparent = text(HEADERS.traceparent);
  const actor = parseActor(text(HEADERS.actor));
  const idempotencyKey = decoded(text(HEADERS.idempotencyKey));
  const ifMatch = decoded(text(HEADERS.ifMatch));
  const ifNoneMatch = decoded(text(HEADERS.ifNoneMatch));
  const deadline = deadlineOf(text(HEADERS.deadline));
  return contextOf({
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(causationId === undefined ? {} : { causationId }),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(actor === undefined ? {} : { actor }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(ifNoneMatch === undefined ? {} : { ifNoneMatch }),
    ...(deadline === undefined ? {} : { deadline }),
  });
}

/** From the wall clock of the sender to the monotonic time of this process. */
function deadlineOf(header: string | undefined): number | undefined {
  if (header === undefined || !/^\d{1,15}$/.test(header)) return undefined;
  return performance.now() + Math.min(Number(header) - Date.now(), LONGEST_WAIT_MS);
}

function parseActor(header: string | undefined): ContextActor | undefined {
  try {
    const actor = JSON.parse(decoded(header) ?? 'null') as ContextActor | null;
    return actor && typeof actor.subject === 'string' && Array.isArray(actor.roles) ? actor : undefined;
  } catch {
    return undefined;
  }
}

function decoded(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}
