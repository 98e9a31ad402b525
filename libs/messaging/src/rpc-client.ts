import { HEADERS, type RequestActor, type Rpc, type RpcErrorBody } from '@system-landscape/contracts';
import { contextOf, currentContext, requestSeconds } from '@system-landscape/service-kit';
import { ErrorCode, headers, JSONCodec, NatsError, type MsgHdrs, type NatsConnection } from 'nats';
import { RpcError, unavailable } from './rpc-error.js';

const json = JSONCodec<unknown>();

export interface RequestOptions {
  /** Timeout in ms; default 10,000. */
  readonly timeoutMs?: number;
  /** The caller that the request carries; default: that of the current request. */
  readonly actor?: RequestActor;
  readonly idempotencyKey?: string;
}

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
    const reply = await this.ask(subject, data, options);
    const error = (reply as { error?: RpcErrorBody } | null)?.error;
    stopTimer({ outcome: error?.code ?? 'ok' });
    if (error) throw new RpcError(error);
    return reply as Reply;
  }

  private async ask(subject: string, data: object, options: RequestOptions): Promise<unknown> {
    try {
      const message = await this.connection.request(subject, json.encode(data), {
        timeout: options.timeoutMs ?? 10_000,
        headers: headersOf(options),
      });
      return json.decode(message.data);
    } catch (error) {
      if (!(error instanceof NatsError)) throw error;
      const absent = error.code === (ErrorCode.NoResponders as string);
      return {
        error: unavailable(
          absent ? 'A part of the platform is not running.' : 'A part of the platform did not answer in time.',
        ),
      };
    }
  }
}

function headersOf(options: RequestOptions): MsgHdrs {
  const context = contextOf(currentContext() ?? {});
  const actor = options.actor ?? context.actor;
  const key = options.idempotencyKey ?? context.idempotencyKey;
  const values = headers();
  values.set(HEADERS.correlationId, context.correlationId);
  values.set(HEADERS.traceparent, context.traceparent);
  if (context.causationId !== undefined) values.set(HEADERS.causationId, context.causationId);
  // Header values are one line of Latin text; subjects of a foreign identity provider need not be.
  if (actor) values.set(HEADERS.actor, encodeURIComponent(JSON.stringify(actor)));
  if (key !== undefined) values.set(HEADERS.idempotencyKey, encodeURIComponent(key));
  return values;
}
