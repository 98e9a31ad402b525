import type {
  Metadata,
  sendUnaryData,
  Server,
  ServerDuplexStream,
  ServerReadableStream,
  ServerUnaryCall,
  ServerWritableStream,
} from '@grpc/grpc-js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type {
  AppendReq,
  AppendResp,
  BatchAppendResp,
  DeleteReq,
  DeleteResp,
  ReadReq,
  ReadResp,
  TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import { demand, type Faults } from '../faults/faults.js';
import { ALL } from '../persistent-subscriptions/group-settings.js';
import type { EventLog } from '../storage/event-log.js';
import { asServiceError, notLeader } from '../wire/errors.js';
import { Outbound } from '../wire/outbound.js';
import { answer, serializeResponse } from '../wire/service.js';
import { append } from './append.js';
import { batchAppendRequest, type BatchAppendRequest } from './batch-append-request.js';
import { BatchAppends } from './batch-append.js';
import { DEFAULT_MAX_APPEND_BYTES } from './proposed-events.js';
import { deleteStream, tombstoneStream } from './delete.js';
import { read } from './read.js';
import { readOptions } from './read-options.js';
import { subscribe } from './subscribe.js';

export interface StreamsOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Largest total size of the data of one append. */
  readonly maxAppendBytes?: number | undefined;
  readonly faults?: Faults | undefined;
}

/** `event_store.client.streams.Streams`; each operation has a file in this folder. */
export function addStreamsService(
  server: Pick<Server, 'addService'>,
  log: EventLog,
  { now, maxAppendBytes = DEFAULT_MAX_APPEND_BYTES, faults = {} }: StreamsOptions,
): void {
  const requiresLeader = ({ metadata }: { readonly metadata: Metadata }) =>
    metadata.get('requires-leader')[0] === 'true';
  const requireLeader = (call: { readonly metadata: Metadata }) => {
    if (faults.leader && requiresLeader(call)) throw notLeader(faults.leader);
  };
  const compresses = ({ metadata }: { readonly metadata: Metadata }) =>
    faults.compressed === 'for all' ||
    (faults.compressed !== undefined && String(metadata.get('grpc-accept-encoding')[0]).includes('gzip'));
  const definition = {
    ...StreamsService,
    read: { ...StreamsService.read, responseSerialize: serializeResponse },
    batchAppend: {
      ...{ ...StreamsService.batchAppend, requestDeserialize: batchAppendRequest },
      responseSerialize: serializeResponse,
    },
  };
  server.addService(definition, {
    read(call: ServerWritableStream<ReadReq, ReadResp>) {
      void (async () => {
        const out = new Outbound(call, compresses(call));
        try {
          requireLeader(call);
          const options = readOptions(call.request);
          demand(faults, 'read', options.stream ?? ALL);
          await (options.count === undefined
            ? subscribe(log, options, out, faults)
            : read(log, options, out, requiresLeader(call) ? 0 : faults.lag));
          out.end();
        } catch (error) {
          out.fail(asServiceError(error));
        }
      })();
    },
    append(call: ServerReadableStream<AppendReq, AppendResp>, callback: sendUnaryData<AppendResp>) {
      answer(callback, () => {
        requireLeader(call);
        return append(log, call, { maxAppendBytes, faults });
      });
    },
    batchAppend(call: ServerDuplexStream<BatchAppendRequest, BatchAppendResp>) {
      const out = new Outbound(call);
      if (faults.leader && requiresLeader(call)) return out.fail(notLeader(faults.leader));
      const appends = new BatchAppends(log, out, now, maxAppendBytes, faults);
      call.on('data', (request: BatchAppendRequest) => appends.receive(request));
      call.on('end', () => void appends.drained().then(() => out.end()));
    },
    delete(call: ServerUnaryCall<DeleteReq, DeleteResp>, callback: sendUnaryData<DeleteResp>) {
      answer(callback, () => deleteStream(log, call.request, faults));
    },
    tombstone(call: ServerUnaryCall<TombstoneReq, TombstoneResp>, callback: sendUnaryData<TombstoneResp>) {
      answer(callback, () => tombstoneStream(log, call.request, faults));
    },
  });
}
