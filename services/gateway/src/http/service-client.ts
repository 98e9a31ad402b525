import {
  isRefusedBy,
  parseEntityTags,
  RPC,
  stateTag,
  type EmptyRequest,
  type EntityTags,
  type Preconditions,
  type QueryReply,
  type Rpc,
  type WriteReply,
} from '@system-landscape/contracts';
import { invalid, RpcClient, type RequestOptions } from '@system-landscape/messaging';
import { Injectable } from '@nestjs/common';
import { IdempotencyKeys } from '../idempotency/idempotency-keys.js';
import { problem } from '../problems/problem.js';
import { headerOf, isRead, type GatewayReply, type GatewayRequest } from './http.js';

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
    const answer = await this.client.request(rpc, data, await this.optionsOf(rpc, request, body));
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
    return this.client.request(rpc, data, { repeatable: false, ...(await this.optionsOf(rpc, request, body)) });
  }

  /**
   * The idempotency key and the preconditions of a write. The service checks these if its declaration says so; every other
   * command is about an address that has no entity tag.
   */
  private async optionsOf(
    { conditional = false }: Pick<Rpc, 'conditional'>,
    request: GatewayRequest,
    body: unknown,
  ): Promise<Pick<RequestOptions, 'idempotencyKey' | 'preconditions'>> {
    const preconditions = preconditionsOf(request);
    if (preconditions && !conditional && isRefusedBy(preconditions, { exists: true })) {
      throw problem('PRECONDITION_FAILED', 'This address has no entity tag that could match.');
    }
    const idempotencyKey = await this.keys.keyOf(request, body);
    return {
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      ...(preconditions && conditional ? { preconditions } : {}),
    };
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

/** @throws Refusal `VALIDATION_FAILED`: a write whose condition cannot be read must not be made */
function preconditionsOf(request: GatewayRequest): Preconditions | undefined {
  if (isRead(request)) return undefined;
  const ifMatch = entityTagsIn(request, 'If-Match');
  const ifNoneMatch = entityTagsIn(request, 'If-None-Match');
  if (ifMatch === undefined && ifNoneMatch === undefined) return undefined;
  return { ...(ifMatch === undefined ? {} : { ifMatch }), ...(ifNoneMatch === undefined ? {} : { ifNoneMatch }) };
}

function entityTagsIn(request: GatewayRequest, name: string): EntityTags | undefined {
  const header = headerOf(request, name.toLowerCase());
  if (header === undefined) return undefined;
  const tags = parseEntityTags(header);
  if (tags) return tags === '*' ? tags : tags.map(stateTag);
  throw invalid([{ field: name, code: 'INVALID', message: `${name} takes entity tags such as "abc", or *` }]);
}
