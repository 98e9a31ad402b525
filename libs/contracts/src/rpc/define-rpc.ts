import type { BusCaller } from '../bus/bus-users.js';

/** A class whose members carry class-validator rules. */
export type RequestClass<Request extends object = object> = new () => Request;

/** The type of a reply, carried to the places that use the declaration. It has no value. */
export interface ReplyType<Reply> {
  readonly type?: Reply;
}

/** A request and its reply over NATS. */
export interface Rpc<Request extends object = object, Reply = unknown> {
  /** `rpc.<service>.<verb>.v<version>` */
  readonly subject: string;
  /** Class with the validation rules of the request. */
  readonly request: RequestClass<Request>;
  readonly reply: ReplyType<Reply>;
  /** Users of NATS that may send it; the service answers only to their inboxes. */
  readonly callers: readonly BusCaller[];
  /** See `conditional`. */
  readonly conditional?: boolean;
}

/** The reply of a command that only reports its success. */
export type EmptyReply = Readonly<Record<never, never>>;

/** Names the type of a reply: `replyOf<RegisterSystemReply>()`. */
export function replyOf<Reply>(): ReplyType<Reply> {
  return {};
}

/**
 * Declares a message once. `RpcClient.request` infers request and reply from it, `@RpcHandler` checks its handler
 * against it, the AsyncAPI document lists it, and the rights of the NATS users are derived from it.
 * @param callers who may send it; default: the gateway alone
 */
export function defineRpc<Request extends object, Reply>(
  subject: string,
  request: RequestClass<Request>,
  reply: ReplyType<Reply>,
  callers: readonly BusCaller[] = ['gateway'],
): Rpc<Request, Reply> {
  return { subject, request, reply, callers };
}

/** Marks a command whose service checks `If-Match` and `If-None-Match` on the state that it decides on. */
export function conditional<Command extends Rpc>(rpc: Command): Command {
  return { ...rpc, conditional: true };
}
