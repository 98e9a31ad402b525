import { GroupCommit } from './group-commit.js';

/** A disk whose commits the test completes. */
function disk() {
  const groups: (readonly string[])[] = [];
  let settle: { done: () => void; fail: (error: Error) => void } | undefined;
  const broken: string[] = [];
  const commit = new GroupCommit<string>(
    (writes) => {
      groups.push(writes);
      return new Promise((done, fail) => (settle = { done, fail }));
    },
    (error) => broken.push(error.message),
  );
  const answered: string[] = [];
  const append = (name: string) => {
    commit.add(name);
    commit.written().then(
      () => answered.push(name),
      (error: Error) => answered.push(`${name}: ${error.message}`),
    );
  };
  const appendAll = (count: number, prefix: string) => {
    for (let index = 0; index < count; index += 1) append(`${prefix}${index}`);
  };
  const turn = () => jest.advanceTimersByTimeAsync(0);
  const finish = async () => {
    settle?.done();
    await turn();
  };
  const fail = async () => {
    settle?.fail(new Error('full'));
    await turn();
  };
  return { commit, groups, answered, broken, append, appendAll, turn, finish, fail };
}

const sizes = (groups: readonly (readonly string[])[]) => groups.map(({ length }) => length);

describe('a group commit', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('resolves when a write is committed, and commits in the order of the writes', async () => {
    const { groups, answered, append, turn, finish } = disk();
    append('a');
    await turn();
    append('b');
    append('c');
    await turn();
    expect([groups, answered]).toEqual([[['a']], []]);
    await finish();
    expect([groups, answered]).toEqual([[['a'], ['b', 'c']], ['a']]);
    await finish();
    expect(answered).toEqual(['a', 'b', 'c']);
  });

  it('commits many writes in two alternating groups', async () => {
    const { groups, appendAll, turn, finish, answered } = disk();
    appendAll(64, 'a');
    await turn();
    await finish();
    expect([sizes(groups), answered.length]).toEqual([[32, 32], 32]);
    appendAll(32, 'b');
    await finish();
    await finish();
    expect([sizes(groups), answered.length]).toEqual([[32, 32, 32], 96]);
  });

  it('waits for the rest of a half, but only for a limited time', async () => {
    const { groups, append, appendAll, turn, finish } = disk();
    appendAll(32, 'a');
    await turn();
    await finish();
    await finish();
    appendAll(1, 'b');
    await turn();
    expect(sizes(groups)).toEqual([16, 16]);
    appendAll(8, 'c');
    await turn();
    expect(sizes(groups)).toEqual([16, 16, 9]);
    await finish();
    appendAll(7, 'd');
    await turn();
    append('e');
    await turn();
    expect(sizes(groups)).toEqual([16, 16, 9, 8]);
    await finish();
    appendAll(1, 'f');
    await jest.advanceTimersByTimeAsync(10);
    expect(sizes(groups)).toEqual([16, 16, 9, 8, 1]);
  });

  it('lets a caller without writes wait for the pending ones', async () => {
    const { commit, answered, append, turn, finish } = disk();
    append('a');
    await turn();
    commit.written().then(
      () => answered.push('nothing'),
      () => undefined,
    );
    await turn();
    expect([commit.unwritten, answered]).toEqual([['a'], []]);
    await finish();
    expect([commit.unwritten, answered]).toEqual([[], ['a', 'nothing']]);
    await expect(commit.written()).resolves.toBeUndefined();
  });

  it('refuses everything after a failed commit', async () => {
    const { commit, answered, append, broken, turn, fail } = disk();
    append('a');
    await turn();
    append('b');
    await fail();
    const message = 'The log cannot be written: full';
    expect([answered, broken, commit.isBroken]).toEqual([[`a: ${message}`, `b: ${message}`], [message], true]);
    await expect(commit.written()).rejects.toThrow(message);
  });
});
