import type { EventStoreDBClient } from '@eventstore/db-client';
import { ServerFeatures } from '@eventstore/db-client/dist/Client/ServerFeatures.js';
import { Metadata } from '@grpc/grpc-js';
import { internalsOf } from '@system-landscape/embedded-event-store/client';
import { appendTooLarge } from './append-too-large.js';
import { BatchAppender } from './batch-appender.js';

/**
 * Makes a client outlast what clusters do:
 *
 * - appends go through a `BatchAppender`, and are `AppendTooLarge` beyond each limit that servers have;
 * - the question for the server's methods is asked again when it failed; the client keeps the failure for ever;
 * - replies are asked for without compression, which servers from 25.1 on use and which costs reads half their speed.
 */
export function mendClient(client: EventStoreDBClient): EventStoreDBClient {
  forgetFailedCapabilities(client);
  refuseCompression(client);
  const appender = new BatchAppender(client);
  const appendToStream = client.appendToStream.bind(client);
  client.appendToStream = async (stream, event, options = {}) => {
    const { expectedRevision = 'any', deadline } = options;
    const events = Array.isArray(event) ? event : [event];
    try {
      // With credentials of its own, an append is a call of its own.
      if (options.credentials) return await appendToStream(stream, event, options);
      return await appender.append({ stream, events, expectedRevision }, deadline);
    } catch (error) {
      throw appendTooLarge(error) ?? error;
    }
  };
  return client;
}

function forgetFailedCapabilities(client: EventStoreDBClient): void {
  const internals = internalsOf(client);
  let known: Promise<ServerFeatures> | undefined;
  const forget = () => (known = undefined);
  Object.defineProperty(client, 'capabilities', {
    get: () => {
      if (!known) {
        known = internals.execute(...ServerFeatures.createServerFeatures);
        known.catch(forget);
      }
      return known;
    },
  });
  // The client handles an error by connecting to another node, which may be of another version.
  const { handleError } = internals;
  internals.handleError = (failed, error) => {
    forget();
    return handleError(failed, error);
  };
}

function refuseCompression(client: EventStoreDBClient): void {
  const internals = internalsOf(client);
  const { callArguments } = internals;
  internals.callArguments = (options, callOptions) => {
    const [metadata, rest] = callArguments(options, callOptions);
    const plain = new MetadataWithoutCompression();
    plain.merge(metadata);
    return [plain, rest];
  };
}

/** The gRPC library offers gzip and deflate in each call, whatever its options say. */
class MetadataWithoutCompression extends Metadata {
  override set(key: string, value: string | Buffer): void {
    super.set(key, key === 'grpc-accept-encoding' ? 'identity' : value);
  }

  override clone(): Metadata {
    const copy = new MetadataWithoutCompression(this.getOptions());
    copy.merge(super.clone());
    return copy;
  }
}
