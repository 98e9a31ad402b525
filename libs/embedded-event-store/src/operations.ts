import type { sendUnaryData, Server, ServerUnaryCall } from '@grpc/grpc-js';
import { OperationsService } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import { Empty } from '@eventstore/db-client/generated/shared_pb.js';

/** The supported methods of `event_store.client.operations.Operations`. */
export const SUPPORTED_OPERATIONS = { shutdown: OperationsService.shutdown };

/** Shutdown calls `onShutdown`. Scavenging and cluster operations are not implemented. */
export function addOperationsService(server: Pick<Server, 'addService'>, onShutdown: () => void): void {
  server.addService(SUPPORTED_OPERATIONS, {
    shutdown(_call: ServerUnaryCall<Empty, Empty>, callback: sendUnaryData<Empty>) {
      callback(null, new Empty());
      onShutdown();
    },
  });
}
