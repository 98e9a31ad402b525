import type { ClientDuplexStream, ClientReadableStream } from '@grpc/grpc-js';
import { EventStoreDBClient } from '@eventstore/db-client';
import { connectDirectly } from '../client/connect-directly.js';
import { sendCredentialsOnLoopback } from '../client/loopback-credentials.js';
import { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import {
  ReadReq,
  type BatchAppendReq,
  type BatchAppendResp,
  type ReadResp,
} from '@eventstore/db-client/generated/streams_pb.js';

const { ReadDirection, AllOptions, FilterOptions, Position, UUIDOption } = ReadReq.Options;

/** Limits of a read of `$all`. */
export interface ReadLimits {
  /** Pattern of the stream names. */
  readonly streams?: RegExp;
  /** The largest number of events. */
  readonly count?: number;
}

/** The official client with events as bytes: parsing and writing JSON would change numbers, for example. */
export class RawClient extends EventStoreDBClient {
  static connect(connectionString: string): RawClient {
    connectDirectly();
    // The factory creates a plain client; the methods for calls are accessible to subclasses only.
    const client = sendCredentialsOnLoopback(EventStoreDBClient.connectionString(connectionString), connectionString);
    return Object.setPrototypeOf(client, RawClient.prototype) as RawClient;
  }

  /** Reads `$all` from a position on; undefined: from the start. */
  async readAllBytes(
    from: bigint | undefined,
    { streams, count = Number.MAX_SAFE_INTEGER }: ReadLimits = {},
  ): Promise<ClientReadableStream<ReadResp>> {
    const all = new AllOptions();
    if (from === undefined) all.setStart(new Empty());
    else all.setPosition(positionMessage(from));
    const uuids = new UUIDOption();
    uuids.setString(new Empty());
    const options = new ReadReq.Options();
    options.setAll(all);
    options.setReadDirection(ReadDirection.FORWARDS);
    options.setResolveLinks(false);
    options.setCount(String(count));
    if (streams) options.setFilter(streamFilter(streams));
    else options.setNoFilter(new Empty());
    options.setUuidOption(uuids);
    const request = new ReadReq();
    request.setOptions(options);
    return this.GRPCStreamCreator(StreamsClient, 'copy', (client) =>
      client.read(request, ...this.callArguments({}, { deadline: Infinity })),
    )();
  }

  async batchAppendBytes(): Promise<ClientDuplexStream<BatchAppendReq, BatchAppendResp>> {
    return this.GRPCStreamCreator(StreamsClient, 'copy', (client) =>
      client.batchAppend(...this.callArguments({}, { deadline: Infinity })),
    )();
  }
}

function positionMessage(position: bigint): ReadReq.Options.Position {
  const message = new Position();
  message.setCommitPosition(String(position));
  message.setPreparePosition(String(position));
  return message;
}

function streamFilter(streams: RegExp): ReadReq.Options.FilterOptions {
  const expression = new FilterOptions.Expression();
  expression.setRegex(streams.source);
  const message = new FilterOptions();
  message.setStreamIdentifier(expression);
  message.setCount(new Empty());
  message.setCheckpointintervalmultiplier(1);
  return message;
}
