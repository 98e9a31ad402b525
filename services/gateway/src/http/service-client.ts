import { RPC, type EmptyRequest, type QueryReply, type Rpc, type WriteReply } from '@system-landscape/contracts';
import { RpcClient } from '@system-landscape/messaging';
import { Injectable } from '@nestjs/common';
import { IdempotencyKeys } from '../idempotency/idempotency-keys.js';
import type { GatewayReply, GatewayRequest } from './http.js';

const POSITION_HEADER = 'landscape-position';

/** Headers of an answer from the read model: the position that it is from, and that it must be revalidated. */
export function setReadHeaders(position: string, reply: GatewayReply): void {
  reply.header(POSITION_HEADER, position);
  reply.header('cache-control', 'private, no-cache');
}

/** Sends commands and queries to the services over NATS, and puts the log position of each answer into the reply's header. */
@Injectable()
export class ServiceClient {
  constructor(
    private readonly client: RpcClient,
    private readonly keys: IdempotencyKeys,
  ) {}

  /**
   * Sends a command under the caller's idempotency key. A command that appended nothing, because it is a repetition, has
   * no position: the read model knows the position of the version that it answers with.
   * @param body what the idempotency key is bound to; default: the body as it was sent
   */
  async write<Request extends object, Reply extends WriteReply>(
    rpc: Rpc<Request, Reply>,
    data: NoInfer<Request>,
    request: GatewayRequest,
    reply: GatewayReply,
    body = request.body,
  ): Promise<Reply & { readonly position: string }> {
    const idempotencyKey = await this.keys.keyOf(request, body);
    const answer = await this.client.request(rpc, data, idempotencyKey === undefined ? {} : { idempotencyKey });
    const position = answer.position ?? (await this.positionOf(answer));
    reply.header(POSITION_HEADER, position);
    return { ...answer, position };
  }

  /** Sends a command whose reply carries no position. It is sent once: nothing records its key. */
  async command<Request extends object, Reply>(
    rpc: Rpc<Request, Reply>,
    data: NoInfer<Request>,
    request: GatewayRequest,
    body = request.body,
  ): Promise<Reply> {
    const idempotencyKey = await this.keys.keyOf(request, body);
    return this.client.request(rpc, data, {
      repeatable: false,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    });
  }

  /** Sends a query to the read model. */
  async read<Request extends object, Reply extends QueryReply>(
    rpc: Rpc<Request, Reply>,
    data: NoInfer<Request>,
    reply: GatewayReply,
  ): Promise<Reply> {
    const answer = await this.client.request(rpc, data, { repeatable: true });
    setReadHeaders(answer.position, reply);
    return answer;
  }

  /** Sends a query that the read model does not answer. */
  ask<Reply>(rpc: Rpc<EmptyRequest, Reply>): Promise<Reply> {
    return this.client.request(rpc, {}, { repeatable: true });
  }

  private async positionOf({ stream, version }: WriteReply): Promise<string> {
    const { position } = await this.client.request(
      RPC.projection.getPosition,
      { stream, version },
      { repeatable: true },
    );
    return position;
  }
}
