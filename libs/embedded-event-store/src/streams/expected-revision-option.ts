import type { ExpectedRevision } from '../storage/expected-revision.js';
import { invalidArgument } from '../wire/errors.js';
import { fromUint64 } from '../wire/numbers.js';

interface ExpectedRevisionOption {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

/**
 * The expected revision of a request. The field with the number has a different name in each kind of request.
 * @throws gRPC error INVALID_ARGUMENT when the request has none
 */
export function expectedRevision(options: ExpectedRevisionOption, revision: string | undefined): ExpectedRevision {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  if (revision === undefined) throw invalidArgument('An expected revision is required.');
  return fromUint64(revision);
}
