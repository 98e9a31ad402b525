import {
  DeleteResp,
  TombstoneResp,
  type DeleteReq,
  type TombstoneReq,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { EventLog } from '../storage/event-log.js';
import { expectedVersionNumber } from '../storage/expected-revision.js';
import { invalidArgument, streamDeleted, wrongExpectedVersion } from '../wire/errors.js';
import { expectedRevision } from './expected-revision-option.js';
import { streamName } from './read-options.js';

/** Deletes a stream softly: it is not found any more, and a later append goes on with its revisions. */
export async function deleteStream(log: EventLog, request: DeleteReq): Promise<DeleteResp> {
  const place = new DeleteResp.Position();
  const position = String(await deleteAt(log, request.getOptions(), false));
  place.setCommitPosition(position);
  place.setPreparePosition(position);
  const response = new DeleteResp();
  response.setPosition(place);
  return response;
}

/** Deletes a stream for good: nothing can ever be appended to it again. */
export async function tombstoneStream(log: EventLog, request: TombstoneReq): Promise<TombstoneResp> {
  const place = new TombstoneResp.Position();
  const position = String(await deleteAt(log, request.getOptions(), true));
  place.setCommitPosition(position);
  place.setPreparePosition(position);
  const response = new TombstoneResp();
  response.setPosition(place);
  return response;
}

type Options = DeleteReq.Options | TombstoneReq.Options | undefined;

async function deleteAt(log: EventLog, options: Options, forGood: boolean): Promise<number> {
  if (!options) throw invalidArgument('options are required.');
  const stream = streamName(options.getStreamIdentifier());
  const expected = expectedRevision(options, options.hasRevision() ? options.getRevision() : undefined);
  const outcome = await log.delete(stream, expected, forGood);
  switch (outcome.kind) {
    case 'deleted':
      return outcome.position;
    case 'stream-deleted':
      throw streamDeleted(stream);
    case 'wrong-expected-revision':
      throw wrongExpectedVersion('Delete', stream, expectedVersionNumber(expected), outcome.lastRevision);
  }
}
