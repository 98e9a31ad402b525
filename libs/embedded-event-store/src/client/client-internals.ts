import type { BaseOptions, EventStoreDBClient } from '@eventstore/db-client';
import type { ServerFeatures } from '@eventstore/db-client/dist/Client/ServerFeatures.js';
import type { CallOptions, Channel, Metadata } from '@grpc/grpc-js';

type Constructor<Service> = new (...args: never[]) => Service;

/** The parts of the official client that only its subclasses reach. */
export interface ClientInternals {
  /** Makes a call with one answer. */
  execute: <Service, Answer>(
    service: Constructor<Service>,
    name: string,
    call: (client: Service) => Promise<Answer>,
  ) => Promise<Answer>;
  /** Opens a stream of messages. */
  GRPCStreamCreator: <Service, Stream>(
    service: Constructor<Service>,
    name: string,
    open: (client: Service) => Stream,
  ) => () => Promise<Stream>;
  /** Headers and options of every call. */
  callArguments: (options: BaseOptions, callOptions?: CallOptions) => [Metadata, CallOptions];
  handleError: (failed: { getChannel(): Channel }, error: Error) => Promise<void>;
  capabilities: Promise<ServerFeatures>;
}

/** The internals of a client: its factory makes no subclass, which alone could reach them. */
export function internalsOf(client: EventStoreDBClient): ClientInternals {
  return client as unknown as ClientInternals;
}
