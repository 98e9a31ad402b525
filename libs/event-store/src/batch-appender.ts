import {
  DeadlineExceededError,
  type AppendExpectedRevision,
  type AppendResult,
  type EventData,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { unpackToCommandError } from '@eventstore/db-client/dist/streams/appendToStream/unpackError.js';
import { convertToCommandError } from '@eventstore/db-client/dist/utils/CommandError.js';
import { parseUUID } from '@eventstore/db-client/dist/utils/grpcUUID.js';
import { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { BatchAppendReq, type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import { batchAppendRequest, internalsOf } from '@system-landscape/embedded-event-store/client';
import { randomUUID } from 'node:crypto';
import { eventTooLarge } from './append-too-large.js';

type BatchAppendCall = ClientDuplexStream<BatchAppendReq, BatchAppendResp>;

/** An append whose answer has not come. */
interface Unanswered {
  readonly stream: string;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
  readonly timeout: NodeJS.Timeout;
}

/** What is appended to a stream. */
interface Append {
  readonly stream: string;
  readonly events: readonly EventData[];
  readonly expectedRevision: AppendExpectedRevision;
}

/** Bound of an append; milliseconds. */
const DEFAULT_DEADLINE_MS = 10_000;

/**
 * Appends over one BatchAppend call of the protocol, at the leader; the call is opened again after it broke. The client's
 * own `appendToStream` ends the process when a server answers an append that it has forgotten, waits for ever for a server
 * that does not answer, and sends its deadline as a time of day, which a wrong clock breaks.
 */
export class BatchAppender {
  private call: OpenCall | undefined;
  private opening: Promise<OpenCall> | undefined;

  constructor(private readonly client: EventStoreDBClient) {}

  /**
   * As the client's `appendToStream`.
   * @param deadlineMs milliseconds until the answer counts as lost; the append may still have happened
   * @throws WrongExpectedVersionError, StreamDeletedError, MaxAppendSizeExceededError; AppendTooLarge; an error of `isOutage`
   */
  async append(append: Append, deadlineMs = DEFAULT_DEADLINE_MS): Promise<AppendResult> {
    const call = this.call?.isOpen ? this.call : await this.openCall();
    return call.append(append, deadlineMs);
  }

  /** A new call, for all that ask for it meanwhile. */
  private openCall(): Promise<OpenCall> {
    this.opening ??= this.connect().finally(() => (this.opening = undefined));
    return this.opening;
  }

  private async connect(): Promise<OpenCall> {
    const { GRPCStreamCreator: creatorOf, callArguments } = internalsOf(this.client);
    const create = creatorOf(StreamsClient, 'batchAppend', (streams) =>
      streams.batchAppend(...callArguments({ requiresLeader: true }, { deadline: Infinity })),
    );
    this.call = new OpenCall(await create());
    return this.call;
  }
}

class OpenCall {
  private readonly unanswered = new Map<string, Unanswered>();
  private endedBy: Error | undefined;

  constructor(private readonly call: BatchAppendCall) {
    call.on('data', (response: BatchAppendResp) => this.answer(response));
    call.on('error', (error: Error) => this.end(convertToCommandError(error)));
    call.on('end', () => this.end(lost('The event store ended the call')));
  }

  get isOpen(): boolean {
    return this.endedBy === undefined;
  }

  append({ stream, events, expectedRevision }: Append, deadlineMs: number): Promise<AppendResult> {
    if (this.endedBy) return Promise.reject(this.endedBy);
    const id = randomUUID();
    // One message holds all events: a server takes no append that is larger than a message may be.
    const message = batchAppendRequest({ id, stream, expectedRevision, events: events.map(proposal) });
    return new Promise((resolve, reject) => {
      const expire = () => {
        this.unanswered.delete(id);
        reject(lost(`The event store did not answer an append within ${deadlineMs} ms`));
      };
      this.unanswered.set(id, { stream, resolve, reject, timeout: setTimeout(expire, deadlineMs) });
      this.call.write(message);
    });
  }

  private answer(response: BatchAppendResp): void {
    const id = parseUUID(response.getCorrelationId()) ?? '';
    const append = this.unanswered.get(id);
    // Not of this call, or too late: whoever waited for it has got an error.
    if (!append) return;
    this.unanswered.delete(id);
    clearTimeout(append.timeout);
    const success = response.getSuccess();
    if (success) append.resolve(resultOf(success));
    else append.reject(refusal(response, append.stream));
  }

  private end(error: Error): void {
    this.endedBy ??= error;
    for (const { reject, timeout } of this.unanswered.values()) {
      clearTimeout(timeout);
      reject(error);
    }
    this.unanswered.clear();
  }
}

const lost = (message: string) => new DeadlineExceededError(undefined, message);

function resultOf(success: BatchAppendResp.Success): AppendResult {
  const position = success.getPosition();
  return {
    success: true,
    nextExpectedRevision: success.hasCurrentRevision() ? BigInt(success.getCurrentRevision()) : -1n,
    ...(position && {
      position: { commit: BigInt(position.getCommitPosition()), prepare: BigInt(position.getPreparePosition()) },
    }),
  };
}

function refusal(response: BatchAppendResp, stream: string): Error {
  const error = response.getError();
  if (error?.hasDetails()) return eventTooLarge(error) ?? unpackToCommandError(error, stream);
  return new Error(`The event store refused an append to ${stream}: ${error?.getMessage() || 'it gives no reason'}`);
}

function proposal({ id, type, contentType, data, metadata }: EventData): BatchAppendReq.ProposedMessage {
  const message = new BatchAppendReq.ProposedMessage();
  message.setId(new UUID().setString(id));
  message.getMetadataMap().set('type', type).set('content-type', contentType);
  message.setData(bytesOf(data));
  if (metadata !== undefined) message.setCustomMetadata(bytesOf(metadata));
  return message;
}

const bytesOf = (content: unknown): Uint8Array =>
  content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content));
