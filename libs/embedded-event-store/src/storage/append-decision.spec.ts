import { randomBytes } from 'node:crypto';
import { decideAppend, type AppendFacts } from './append-decision.js';

const IDS = [randomBytes(16), randomBytes(16), randomBytes(16)] as const;
const NEW = randomBytes(16);

/** A stream with the events of `IDS`, all of them recent. */
const facts = (changes: Partial<AppendFacts> = {}): AppendFacts => ({
  ...{ lastRevision: 2, hardDeleted: false, softDeleted: false, hasMetadata: false },
  recentRevision: (id) => {
    const revision = IDS.findIndex((known) => known.equals(id));
    return revision < 0 ? undefined : revision;
  },
  idAt: (revision) => IDS[revision],
  ...changes,
});

const NEW_STREAM = facts({ lastRevision: -1, recentRevision: () => undefined, idAt: () => undefined });

describe('an append', () => {
  it.each([
    ['to a new stream that expects any', NEW_STREAM, 'any', [NEW], 'append'],
    ['to a new stream that expects none', NEW_STREAM, 'no_stream', [NEW], 'append'],
    ['to a new stream that expects one', NEW_STREAM, 'stream_exists', [NEW], 'wrong-expected-revision'],
    ['to a new stream that expects a revision', NEW_STREAM, 0, [NEW], 'wrong-expected-revision'],
    ['at the last revision', facts(), 2, [NEW], 'append'],
    ['before the last revision', facts(), 1, [NEW], 'wrong-expected-revision'],
    ['after the last revision', facts(), 3, [NEW], 'wrong-expected-revision'],
    ['of nothing before the last revision', facts(), 1, [], 'wrong-expected-revision'],
    ['of nothing', facts(), 'any', [], 'append'],
    ['to a tombstone', facts({ hardDeleted: true }), 'any', [NEW], 'stream-deleted'],
    ['repeated at a tombstone', facts({ hardDeleted: true }), 'any', [IDS[0]], 'stream-deleted'],
    ['to a deleted stream that expects one', facts({ softDeleted: true }), 'stream_exists', [NEW], 'stream-deleted'],
    ['to a deleted stream that expects none', facts({ softDeleted: true }), 'no_stream', [NEW], 'append'],
    ['of a known and a new id', facts(), 'any', [IDS[0], NEW], 'wrong-expected-revision'],
    ['of a known and a new id at a revision', facts(), 1, [IDS[2], NEW], 'wrong-expected-revision'],
    ['of known ids in another order', facts(), -1, [IDS[1], IDS[0]], 'wrong-expected-revision'],
  ] as const)('%s', (_what, given, expected, ids, kind) => {
    expect(decideAppend(given, expected, ids).kind).toBe(kind);
  });

  it.each([
    ['any', [IDS[0], IDS[1]], 1],
    ['stream_exists', [IDS[2]], 2],
    ['no_stream', [IDS[0], IDS[1], IDS[2]], 2],
    [0, [IDS[1], IDS[2]], 2],
  ] as const)('that expects %s and was appended before returns its first result', (expected, ids, lastRevision) => {
    expect(decideAppend(facts(), expected, ids)).toEqual({ kind: 'repeated', lastRevision });
  });
});
