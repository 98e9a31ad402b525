import type {
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
import type { EventLog } from '../storage/event-log.js';
import { asServiceError } from '../wire/errors.js';
import { Outbound } from '../wire/outbound.js';
import { answer, serializeResponse } from '../wire/service.js';
import { append } from './append.js';
import { batchAppendRequest, type BatchAppendRequest } from './batch-append-request.js';
import { BatchAppends } from './batch-append.js';
import { deleteStream, tombstoneStream } from './delete.js';
import { read } from './read.js';
import { readOptions } from './read-options.js';
import { subscribe } from './subscribe.js';

/** `event_store.client.streams.Streams`; each operation has a file in this folder. */
export function addStreamsService(server: Pick<Server, 'addService'>, log: EventLog, now: () => number): void {
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
        const out = new Outbound(call);
        try {
          const options = readOptions(call.request);
          await (options.count === undefined ? subscribe(log, options, out) : read(log, options, out));
          out.end();
        } catch (error) {
          out.fail(asServiceError(error));
        }
      })();
    },
    append(call: ServerReadableStream<AppendReq, AppendResp>, callback: sendUnaryData<AppendResp>) {
      answer(callback, () => append(log, call));
    },
    batchAppend(call: ServerDuplexStream<BatchAppendRequest, BatchAppendResp>) {
      const out = new Outbound(call);
      const appends = new BatchAppends(log, out, now);
      call.on('data', (request: BatchAppendRequest) => appends.receive(request));
      call.on('end', () => void appends.drained().then(() => out.end()));
    },
    delete(call: ServerUnaryCall<DeleteReq, DeleteResp>, callback: sendUnaryData<DeleteResp>) {
      answer(callback, () => deleteStream(log, call.request));
    },
    tombstone(call: ServerUnaryCall<TombstoneReq, TombstoneResp>, callback: sendUnaryData<TombstoneResp>) {
      answer(callback, () => tombstoneStream(log, call.request));
    },
  });
}
