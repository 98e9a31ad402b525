import {
  HEADERS,
  type EntityTags,
  type Preconditions,
  type RequestActor,
  type Rpc,
  type RpcErrorBody,
} from '@system-landscape/contracts';
import {
  contextOf,
  currentContext,
  DeadlineExpired,
  remainingMs,
  requestSeconds,
  startSpan,
} from '@system-landscape/service-kit';
import { ErrorCode, headers, JSONCodec, NatsError, type MsgHdrs, type NatsConnection } from 'nats';
import { requestsRepeated } from './messaging.metrics.js';
import { endSpan, spanOf } from './rpc-spans.js';
import { RpcError, toErrorBody, unavailable } from './rpc-error.js';

const json = JSONCodec<unknown>();

const DEFAULT_TIMEOUT_MS = 10_000;
/** Part of the time after which a request that may be repeated is sent again: the first one may be at a frozen instance. */
const FIRST_TRY = 0.6;

export interface RequestOptions {
  /** Timeout in ms; default 10,000. The caller of the current request may give up earlier. */
  readonly timeoutMs?: number;
  /** The caller that the request carries; default: that of the current request. */
  readonly actor?: RequestActor;
  readonly idempotencyKey?: string;
  /** For a declaration that is `conditional`. */
  readonly preconditions?: Preconditions;
  /**
   * Whether it is sent once more when no instance has answered after six tenths of the timeout; by default if it has an
   * idempotency key. A query may, and a command that has no effect when it is repeated.
   */
  readonly repeatable?: boolean;
}

/** Why a request was not answered, for the caller. The log has the subject of one that is not permitted. */
const REASONS: Readonly<Record<string, string>> = {
  [ErrorCode.NoResponders]: 'A part of the platform is not running.',
  [ErrorCode.PermissionsViolation]: 'The platform is not permitted to ask a part of itself.',
};

/** Sends requests to other services: plain JSON over NATS, with the context of the current request. */
export class RpcClient {
  constructor(private readonly connection: NatsConnection) {}

  /**
   * @throws RpcError with the code that the service answered, or `UNAVAILABLE` when none answers in time
   */
  async request<Request extends object, Reply>(
    { subject }: Rpc<Request, Reply>,
    data: NoInfer<Request>,
    options: RequestOptions = {},
  ): Promise<Reply> {
    const stopTimer = requestSeconds.startTimer({ target: `${subject} (client)` });
    const span = startSpan(() => spanOf(subject, 'client'));
    const reply = await this.ask(subject, data, options, span?.traceparent);
    const error = (reply as { error?: RpcErrorBody } | null)?.error;
    endSpan(span, error);
    stopTimer({ outcome: error?.code ?? 'ok' });
    if (error) throw new RpcError(error);
    return reply as Reply;
  }

  private async ask(
    subject: string,
    data: object,
    options: RequestOptions,
    traceparent: string | undefined,
  ): Promise<unknown> {
    const timeoutMs = remainingMs(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    if (timeoutMs < 1) return { error: toErrorBody(new DeadlineExpired()) };
    const body = json.encode(data);
    const tries = isRepeatable(options) ? [timeoutMs * FIRST_TRY, timeoutMs * (1 - FIRST_TRY)] : [timeoutMs];
    for (const [index, tryMs] of tries.entries()) {
      if (index > 0) requestsRepeated.inc({ target: subject });
      const answer = await this.send(subject, body, options, tryMs, traceparent);
      if (answer !== undefined) return answer;
    }
    return { error: unavailable('A part of the platform did not answer in time.') };
  }

  /** @returns undefined when no answer came in time */
  private async send(
    subject: string,
    body: Uint8Array,
    options: RequestOptions,
    timeoutMs: number,
    traceparent: string | undefined,
  ): Promise<unknown> {
    try {
      const headers = headersOf(options, timeoutMs, traceparent);
      const message = await this.connection.request(subject, body, { timeout: timeoutMs, headers });
      return json.decode(message.data);
    } catch (error) {
      if (!(error instanceof NatsError)) throw error;
      if (error.code === (ErrorCode.Timeout as string)) return undefined;
      return { error: unavailable(REASONS[error.code] ?? 'NATS is not available.') };
    }
  }
}

function isRepeatable({ repeatable, idempotencyKey }: RequestOptions): boolean {
  return repeatable ?? (idempotencyKey ?? currentContext()?.idempotencyKey) !== undefined;
}

/** @param traceparent of the request's own span; default: that of the current request */
function headersOf(options: RequestOptions, timeoutMs: number, traceparent: string | undefined): MsgHdrs {
  const context = currentContext() ?? contextOf({});
  const actor = options.actor ?? context.actor;
  const key = options.idempotencyKey ?? context.idempotencyKey;
  const values = headers();
  values.set(HEADERS.correlationId, context.correlationId);
  values.set(HEADERS.traceparent, traceparent ?? context.traceparent);
  values.set(HEADERS.deadline, String(Math.ceil(Date.now() + timeoutMs)));
  if (context.causationId !== undefined) values.set(HEADERS.causationId, context.causationId);
  // Header values are one line of Latin text; subjects of a foreign identity provider need not be.
  if (actor) values.set(HEADERS.actor, encodeURIComponent(JSON.stringify(actor)));
  if (key !== undefined) values.set(HEADERS.idempotencyKey, encodeURIComponent(key));
  const { ifMatch, ifNoneMatch } = options.preconditions ?? {};
  if (ifMatch !== undefined) values.set(HEADERS.ifMatch, headerOf(ifMatch));
  if (ifNoneMatch !== undefined) values.set(HEADERS.ifNoneMatch, headerOf(ifNoneMatch));
  return values;
}

function headerOf(tags: EntityTags): string {
  return encodeURIComponent(tags === '*' ? tags : tags.join(', '));
}
