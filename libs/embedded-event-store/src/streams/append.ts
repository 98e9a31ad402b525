import { AppendResp, type AppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import { demand, type Faults } from '../faults/faults.js';
import type { EventLog } from '../storage/event-log.js';
import { NO_STREAM, type ExpectedRevision } from '../storage/expected-revision.js';
import type { AppendOutcome } from '../storage/log-writer.js';
import { invalidArgument, streamDeleted } from '../wire/errors.js';
import { expectedRevision } from './expected-revision-option.js';
import { ProposedEvents, type Proposal } from './proposed-events.js';
import { streamName } from './read-options.js';

/** Appends the events of one call. Its first message has the options, each later one an event. */
export async function append(
  log: EventLog,
  requests: AsyncIterable<AppendReq>,
  { maxAppendBytes, faults }: { readonly maxAppendBytes: number; readonly faults: Faults },
): Promise<AppendResp> {
  let options: AppendReq.Options | undefined;
  const proposed = new ProposedEvents(maxAppendBytes, faults);
  for await (const request of requests) {
    const message = request.getProposedMessage();
    if (request.hasOptions()) options ??= request.getOptions();
    else if (message && options) proposed.add(proposal(message));
    else throw invalidArgument('The options of an append come first, then its events.');
  }
  if (!options) throw invalidArgument('options are required.');
  const stream = streamName(options.getStreamIdentifier());
  demand(faults, 'append', stream);
  const expected = expectedRevision(options, options.hasRevision() ? options.getRevision() : undefined);
  const outcome = await log.append(stream, expected, proposed.events);
  if (outcome.kind === 'stream-deleted') throw streamDeleted(stream);
  const response = new AppendResp();
  if (outcome.kind === 'appended') response.setSuccess(success(outcome));
  else response.setWrongExpectedVersion(wrongExpectedVersion(expected, outcome.lastRevision));
  return response;
}

function proposal(message: AppendReq.ProposedMessage): Proposal {
  const properties = message.getMetadataMap();
  return {
    id: message.getId(),
    type: properties.get('type'),
    contentType: properties.get('content-type'),
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

function success({ lastRevision, position }: AppendOutcome & { kind: 'appended' }): AppendResp.Success {
  const message = new AppendResp.Success();
  if (lastRevision === NO_STREAM) message.setNoStream(new Empty());
  else message.setCurrentRevision(String(lastRevision));
  if (position === undefined) message.setNoPosition(new Empty());
  else message.setPosition(positionMessage(position));
  return message;
}

function positionMessage(position: number): AppendResp.Position {
  const message = new AppendResp.Position();
  message.setCommitPosition(String(position));
  message.setPreparePosition(String(position));
  return message;
}

/** The fields with `2060` in their names are for clients older than version 20.10. */
function wrongExpectedVersion(expected: ExpectedRevision, lastRevision: number): AppendResp.WrongExpectedVersion {
  const message = new AppendResp.WrongExpectedVersion();
  switch (expected) {
    case 'any':
      message.setExpectedAny(new Empty());
      message.setAny2060(new Empty());
      break;
    case 'stream_exists':
      message.setExpectedStreamExists(new Empty());
      message.setStreamExists2060(new Empty());
      break;
    case 'no_stream':
      message.setExpectedNoStream(new Empty());
      break;
    default:
      message.setExpectedRevision(String(expected));
      message.setExpectedRevision2060(expected);
  }
  if (lastRevision === NO_STREAM) {
    message.setCurrentNoStream(new Empty());
    message.setNoStream2060(new Empty());
  } else {
    message.setCurrentRevision(String(lastRevision));
    message.setCurrentRevision2060(lastRevision);
  }
  return message;
}
