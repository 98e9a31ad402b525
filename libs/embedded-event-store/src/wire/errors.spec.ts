import { status } from '@grpc/grpc-js';
import { DamagedData } from '../storage/damage.js';
import { LogNotWritable } from '../storage/group-commit.js';
import { asServiceError, invalidArgument } from './errors.js';

describe('an error of a handler is sent as', () => {
  it.each([
    ['UNAVAILABLE when the log cannot be written', new LogNotWritable(new Error('No space left')), status.UNAVAILABLE],
    ['DATA_LOSS when the log is damaged', new DamagedData('Event 1 is damaged'), status.DATA_LOSS],
    ['itself when it is one of the protocol', invalidArgument('The revision is no number'), status.INVALID_ARGUMENT],
    ['UNKNOWN otherwise', new Error('unexpected'), status.UNKNOWN],
  ])('%s', (_, error, code) => {
    expect(asServiceError(error).code).toBe(code);
  });
});
