import { BatchAppendReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb.js';

/** An event that is copied from one store to another. */
export interface CopiedEvent {
  readonly stream: string;
  readonly revision: bigint;
  /** Commit position at the source. */
  readonly position: bigint;
  readonly isTombstone: boolean;
  readonly bytes: number;
  readonly proposed: BatchAppendReq.ProposedMessage;
}

/** The revision of a tombstone. */
const TOMBSTONE_REVISION = (1n << 63n) - 1n;

/** The event of a response; undefined when the response has none. */
export function recordedEvent(response: ReadResp): CopiedEvent | undefined {
  const recorded = response.getEvent()?.getEvent();
  if (!recorded) return undefined;
  const proposed = new BatchAppendReq.ProposedMessage();
  proposed.setId(recorded.getId());
  for (const name of ['type', 'content-type']) {
    proposed.getMetadataMap().set(name, recorded.getMetadataMap().get(name) ?? '');
  }
  proposed.setData(recorded.getData_asU8());
  proposed.setCustomMetadata(recorded.getCustomMetadata_asU8());
  const stream = Buffer.from(recorded.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
  const revision = BigInt(recorded.getStreamRevision());
  const position = BigInt(recorded.getCommitPosition());
  const bytes = recorded.getData_asU8().length + recorded.getCustomMetadata_asU8().length;
  return { stream, revision, position, isTombstone: revision === TOMBSTONE_REVISION, bytes, proposed };
}
