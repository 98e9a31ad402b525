import { randomUUID } from 'node:crypto';
import { BatchAppendResp, type BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import {
  AccessDenied,
  AllStreamPosition,
  BadRequest,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  StreamIdentifier,
  Timeout,
  UUID,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb.js';
import { Status } from '@eventstore/db-client/generated/status_pb.js';
import { Code } from '@eventstore/db-client/generated/code_pb.js';
import { status as grpc } from '@grpc/grpc-js';
import type { Message } from 'google-protobuf';
import { Any } from 'google-protobuf/google/protobuf/any_pb.js';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb.js';
import { encodeEventSizeExceeded, EVENT_SIZE_EXCEEDED } from '../client/event-size-exceeded.js';
import { demand, type Faults } from '../faults/faults.js';
import type { EventLog } from '../storage/event-log.js';
import { NO_STREAM, type ExpectedRevision } from '../storage/expected-revision.js';
import type { AppendOutcome } from '../storage/log-writer.js';
import { asServiceError } from '../wire/errors.js';
import type { Outbound } from '../wire/outbound.js';
import { appendedResponse } from './appended-response.js';
import type { BatchAppendRequest } from './batch-append-request.js';
import { expectedRevision } from './expected-revision-option.js';
import { ProposedEvents } from './proposed-events.js';
import { streamName } from './read-options.js';

/** An append of which not all requests have arrived. */
interface UnfinishedAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly correlationId: Buffer;
  readonly proposed: ProposedEvents;
  readonly deadline: NodeJS.Timeout | undefined;
}

/** Longest delay of a Node timer, ms; a later deadline is not enforced. */
const LONGEST_DEADLINE_MS = 0x7fff_ffff;

/**
 * The appends of one BatchAppend call. An append may consist of several requests with the same correlation id. Each
 * append is answered when it ends, in any order; an error affects only the append that it belongs to.
 */
export class BatchAppends {
  private readonly unfinished = new Map<string, UnfinishedAppend>();
  private running = 0;
  private onIdle: (() => void) | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly out: Outbound,
    private readonly now: () => number,
    private readonly maxAppendBytes: number,
    private readonly faults: Faults = {},
  ) {}

  receive({ correlationId, options, proposals, isFinal }: BatchAppendRequest): void {
    // Clients send the same bytes with each request of an append.
    const key = correlationId.toString('latin1');
    let stream = '';
    try {
      if (options) {
        stream = streamName(options.getStreamIdentifier());
        demand(this.faults, 'append', stream);
        this.begin(key, stream, options, correlationId, isFinal);
      }
      const append = this.unfinished.get(key);
      // The append has already failed: too large or too late.
      if (!append) return;
      stream = append.stream;
      for (const proposal of proposals) append.proposed.add(proposal);
      if (isFinal) this.finish(key, append);
    } catch (error) {
      this.forget(key);
      this.answer(correlationId, stream, errorStatus(error));
    }
  }

  /** Resolves when every append that arrived completely is answered. */
  async drained(): Promise<void> {
    for (const key of [...this.unfinished.keys()]) this.forget(key);
    if (this.running > 0) await new Promise<void>((resolve) => (this.onIdle = resolve));
  }

  private begin(
    key: string,
    stream: string,
    options: BatchAppendReq.Options,
    correlationId: Buffer,
    isWhole: boolean,
  ): void {
    if (this.unfinished.has(key)) return;
    const expected = expectedRevision(options, options.hasStreamPosition() ? options.getStreamPosition() : undefined);
    const deadline = options.getDeadline();
    const remaining = deadline ? deadline.getSeconds() * 1_000 + deadline.getNanos() / 1e6 - this.now() : Infinity;
    if (remaining <= 0) return this.answer(correlationId, stream, timeoutStatus());
    const expire = () => {
      this.forget(key);
      this.answer(correlationId, stream, timeoutStatus());
    };
    this.unfinished.set(key, {
      stream,
      expected,
      correlationId,
      proposed: new ProposedEvents(this.maxAppendBytes, this.faults),
      deadline: isWhole || remaining > LONGEST_DEADLINE_MS ? undefined : setTimeout(expire, remaining),
    });
  }

  private finish(key: string, { stream, expected, correlationId, proposed }: UnfinishedAppend): void {
    this.forget(key);
    const { notReady, unknownAnswers, emptyAnswers } = this.faults;
    if (notReady !== undefined) return this.answer(correlationId, stream, notReadyStatus(notReady));
    if (emptyAnswers) return this.answer(correlationId, stream, undefined);
    if (unknownAnswers) {
      this.answer(new UUID().setString(randomUUID()).serializeBinary(), stream, timeoutStatus());
      this.out.send(new BatchAppendResp());
    }
    this.running += 1;
    this.log
      .append(stream, expected, proposed.events)
      .then((outcome) => this.answerOutcome(correlationId, stream, expected, outcome))
      .catch((error: unknown) => this.answer(correlationId, stream, errorStatus(error)))
      .finally(() => {
        this.running -= 1;
        if (this.running === 0) this.onIdle?.();
      });
  }

  private answerOutcome(
    correlationId: Buffer,
    stream: string,
    expected: ExpectedRevision,
    outcome: AppendOutcome,
  ): void {
    if (this.faults.silent) return;
    if (outcome.kind === 'appended' && outcome.position !== undefined && outcome.lastRevision !== NO_STREAM) {
      const { lastRevision, position } = outcome;
      this.out.send(appendedResponse({ correlationId, stream: Buffer.from(stream), lastRevision, position }));
    } else {
      this.answer(correlationId, stream, outcomeStatus(outcome, stream, expected));
    }
  }

  private forget(key: string): void {
    clearTimeout(this.unfinished.get(key)?.deadline);
    this.unfinished.delete(key);
  }

  private answer(
    correlationId: Uint8Array,
    stream: string,
    result: Status | BatchAppendResp.Success | undefined,
  ): void {
    const response = new BatchAppendResp();
    response.setCorrelationId(UUID.deserializeBinary(correlationId));
    const identifier = new StreamIdentifier();
    identifier.setStreamName(Buffer.from(stream));
    response.setStreamIdentifier(identifier);
    if (result instanceof BatchAppendResp.Success) response.setSuccess(result);
    else if (result) response.setError(result);
    this.out.send(response);
  }
}

function outcomeStatus(outcome: AppendOutcome, stream: string, expected: ExpectedRevision) {
  switch (outcome.kind) {
    case 'appended':
      return success(outcome.lastRevision, outcome.position);
    case 'stream-deleted':
      return streamDeletedStatus(stream);
    case 'wrong-expected-revision':
      return wrongExpectedVersionStatus(expected, outcome.lastRevision);
  }
}

function success(lastRevision: number, position: number | undefined): BatchAppendResp.Success {
  const message = new BatchAppendResp.Success();
  if (lastRevision === NO_STREAM) message.setNoStream(new Empty());
  else message.setCurrentRevision(String(lastRevision));
  if (position === undefined) {
    message.setNoPosition(new Empty());
  } else {
    const positionMessage = new AllStreamPosition();
    positionMessage.setCommitPosition(String(position));
    positionMessage.setPreparePosition(String(position));
    message.setPosition(positionMessage);
  }
  return message;
}

function wrongExpectedVersionStatus(expected: ExpectedRevision, lastRevision: number): Status {
  const details = new WrongExpectedVersion();
  if (lastRevision === NO_STREAM) details.setCurrentNoStream(new Empty());
  else details.setCurrentStreamRevision(String(lastRevision));
  if (expected === 'any') details.setExpectedAny(new Empty());
  else if (expected === 'no_stream') details.setExpectedNoStream(new Empty());
  else if (expected === 'stream_exists') details.setExpectedStreamExists(new Empty());
  else details.setExpectedStreamPosition(String(expected));
  return status(Code.ALREADY_EXISTS, 'WrongExpectedVersion', 'WrongExpectedVersion', details);
}

function streamDeletedStatus(stream: string): Status {
  const identifier = new StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream));
  const details = new StreamDeleted();
  details.setStreamIdentifier(identifier);
  return status(Code.NOT_FOUND, `Event stream '${stream}' is deleted.`, 'StreamDeleted', details);
}

const timeoutStatus = () => status(Code.DEADLINE_EXCEEDED, 'Timeout', 'Timeout', new Timeout());

/** As a node answers that is starting: no code, and details that say nothing. */
function notReadyStatus(message: string): Status {
  const details = new Any();
  details.pack(new Empty().serializeBinary(), 'google.protobuf.Empty');
  const result = new Status();
  result.setMessage(message);
  result.setDetails(details);
  return result;
}

function errorStatus(error: unknown): Status {
  const { code, metadata, details } = asServiceError(error);
  // Of the details that clients know, this one says that the append may be repeated.
  if (code === grpc.UNAVAILABLE) return status(Code.UNAVAILABLE, details, 'Timeout', new Timeout());
  if (code === grpc.PERMISSION_DENIED)
    return status(Code.PERMISSION_DENIED, details, 'AccessDenied', new AccessDenied());
  if (metadata?.get('exception')[0] === 'maximum-append-size-exceeded') {
    const exceeded = new MaximumAppendSizeExceeded();
    exceeded.setMaxappendsize(Number(metadata.get('maximum-append-size')[0]));
    return status(Code.INVALID_ARGUMENT, details, 'MaximumAppendSizeExceeded', exceeded);
  }
  if (metadata?.get('exception')[0] === 'maximum-append-event-size-exceeded') {
    const exceeded = encodeEventSizeExceeded({
      eventId: String(metadata.get('event-id')[0]),
      bytes: Number(metadata.get('proposed-append-event-size')[0]),
      maxBytes: Number(metadata.get('maximum-append-event-size')[0]),
    });
    return statusWith(Code.INVALID_ARGUMENT, details, EVENT_SIZE_EXCEEDED, exceeded);
  }
  const badRequest = new BadRequest();
  badRequest.setMessage(details);
  return status(Code.INVALID_ARGUMENT, details, 'BadRequest', badRequest);
}

function status(code: Code, message: string, typeName: string, details: Message): Status {
  return statusWith(code, message, `event_store.client.${typeName}`, details.serializeBinary());
}

function statusWith(code: Code, message: string, typeName: string, details: Uint8Array): Status {
  const any = new Any();
  any.pack(details, typeName);
  const result = new Status();
  result.setCode(code);
  result.setMessage(message);
  result.setDetails(any);
  return result;
}
