import { ANY, NO_STREAM, STREAM_EXISTS, type AppendExpectedRevision } from '@eventstore/db-client';
import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';

/** An append that one message holds. */
export interface WholeAppend {
  /** By which the answer is found; a UUID. */
  readonly id: string;
  readonly stream: string;
  readonly expectedRevision: AppendExpectedRevision;
  readonly events: BatchAppendReq.ProposedMessage[];
}

/** The request of BatchAppend for one append. */
export function batchAppendRequest({ id, stream, expectedRevision, events }: WholeAppend): BatchAppendReq {
  const identifier = new StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream));
  const options = new BatchAppendReq.Options();
  options.setStreamIdentifier(identifier);
  if (expectedRevision === ANY) options.setAny(new Empty());
  else if (expectedRevision === NO_STREAM) options.setNoStream(new Empty());
  else if (expectedRevision === STREAM_EXISTS) options.setStreamExists(new Empty());
  else options.setStreamPosition(String(expectedRevision));
  const message = new BatchAppendReq();
  message.setCorrelationId(new UUID().setString(id));
  message.setOptions(options);
  message.setProposedMessagesList(events);
  message.setIsFinal(true);
  return message;
}
