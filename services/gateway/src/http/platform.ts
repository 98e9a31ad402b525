import { SUBJECTS, type GetPositionReply, type QueryReply, type WriteReply } from '@system-landscape/contracts';
import { RpcClient } from '@system-landscape/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { IdempotencyKeys } from '../idempotency/idempotency-keys.js';
import type { GatewayReply, GatewayRequest } from './http.js';

const POSITION_HEADER = 'landscape-position';

/** Says of an answer of the read model where it is from. */
export function answeredAt(position: string, reply: GatewayReply): void {
  reply.header(POSITION_HEADER, position);
  reply.header('cache-control', 'private, no-cache');
}

/** Commands and queries to the services behind the gateway. */
@Injectable()
export class Platform {
  constructor(
    @Inject(RpcClient) private readonly rpc: RpcClient,
    @Inject(IdempotencyKeys) private readonly keys: IdempotencyKeys,
  ) {}

  /** Asks for a change. The answer's position is that of the change, also when it was made before. */
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

  /** A command whose answer names no position. */
  async command<Reply>(subject: string, data: object, request: GatewayRequest): Promise<Reply> {
    const idempotencyKey = await this.keys.keyOf(request);
    return this.rpc.request<Reply>(subject, data, idempotencyKey === undefined ? {} : { idempotencyKey });
  }

  async read<Reply extends QueryReply>(subject: string, data: object, reply: GatewayReply): Promise<Reply> {
    const answer = await this.rpc.request<Reply>(subject, data);
    answeredAt(answer.position, reply);
    return answer;
  }

  /** A question to something other than the read model. */
  ask<Reply>(subject: string): Promise<Reply> {
    return this.rpc.request<Reply>(subject, {});
  }

  private async positionOf({ stream, version }: WriteReply): Promise<string> {
    const { position } = await this.rpc.request<GetPositionReply>(SUBJECTS.projection.getPosition, { stream, version });
    return position;
  }
}
