import {
  DeleteResp,
  TombstoneResp,
  type DeleteReq,
  type TombstoneReq,
} from '@eventstore/db-client/generated/streams_pb.js';
import { demand, type Faults } from '../faults/faults.js';
import type { EventLog } from '../storage/event-log.js';
import { expectedVersionNumber } from '../storage/expected-revision.js';
import { invalidArgument, streamDeleted, wrongExpectedVersion } from '../wire/errors.js';
import { expectedRevision } from './expected-revision-option.js';
import { streamName } from './read-options.js';

/** Soft delete: the stream is not found any more, and a later append continues its revisions. */
export async function deleteStream(log: EventLog, request: DeleteReq, faults: Faults): Promise<DeleteResp> {
  demand(faults, 'delete', streamName(request.getOptions()?.getStreamIdentifier()));
  const position = String(await deleteFrom(log, request.getOptions(), false));
  const message = new DeleteResp.Position();
  message.setCommitPosition(position);
  message.setPreparePosition(position);
  const response = new DeleteResp();
  response.setPosition(message);
  return response;
}

/** Tombstone: deletes a stream for good; nothing can be appended to it any more. */
export async function tombstoneStream(log: EventLog, request: TombstoneReq, faults: Faults): Promise<TombstoneResp> {
  demand(faults, 'delete', streamName(request.getOptions()?.getStreamIdentifier()));
  const position = String(await deleteFrom(log, request.getOptions(), true));
  const message = new TombstoneResp.Position();
  message.setCommitPosition(position);
  message.setPreparePosition(position);
  const response = new TombstoneResp();
  response.setPosition(message);
  return response;
}

type Options = DeleteReq.Options | TombstoneReq.Options | undefined;

async function deleteFrom(log: EventLog, options: Options, forGood: boolean): Promise<number> {
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
