import { SUBJECTS, type GetPositionReply, type QueryReply, type WriteReply } from '@system-landscape/contracts';
import { RpcClient } from '@system-landscape/messaging';
import { Inject, Injectable } from '@nestjs/common';
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
    @Inject(RpcClient) private readonly rpc: RpcClient,
    @Inject(IdempotencyKeys) private readonly keys: IdempotencyKeys,
  ) {}

  /**
   * Sends a command under the caller's idempotency key. A command that appended nothing, because it is a repetition, has
   * no position: the read model knows the position of the version that it answers with.
   */
  async write<Reply extends WriteReply>(
    subject: string,
    data: object,
    request: GatewayRequest,
    reply: GatewayReply,
  ): Promise<Reply & { readonly position: string }> {
    const answer = await this.command<Reply>(subject, data, request);
    const position = answer.position ?? (await this.positionOf(answer));
    reply.header(POSITION_HEADER, position);
    return { ...answer, position };
  }

  /** Sends a command whose reply carries no position. */
  async command<Reply>(subject: string, data: object, request: GatewayRequest): Promise<Reply> {
    const idempotencyKey = await this.keys.keyOf(request);
    return this.rpc.request<Reply>(subject, data, idempotencyKey === undefined ? {} : { idempotencyKey });
  }

  /** Sends a query to the read model. */
  async read<Reply extends QueryReply>(subject: string, data: object, reply: GatewayReply): Promise<Reply> {
    const answer = await this.rpc.request<Reply>(subject, data);
    setReadHeaders(answer.position, reply);
    return answer;
  }

  /** Sends a query that the read model does not answer. */
  ask<Reply>(subject: string): Promise<Reply> {
    return this.rpc.request<Reply>(subject, {});
  }

  private async positionOf({ stream, version }: WriteReply): Promise<string> {
    const { position } = await this.rpc.request<GetPositionReply>(SUBJECTS.projection.getPosition, { stream, version });
    return position;
  }
}
