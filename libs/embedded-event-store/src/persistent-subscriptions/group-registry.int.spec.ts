import { randomBytes } from 'node:crypto';
import { setImmediate as nextEventLoopIteration } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import type { EventLog } from '../storage/event-log.js';
import { openLog } from '../storage/open-log.js';
import { Consumer } from './consumer.js';
import { GroupRegistry } from './group-registry.js';
import type { GroupSettings } from './group-settings.js';
import type { Message } from './message.js';

const SETTINGS: GroupSettings = {
  ...{ stream: 'stream', group: 'group', startFrom: 0, resolveLinks: false, extraStatistics: false },
  ...{ messageTimeoutMs: 0, maxRetryCount: 10, maxSubscriberCount: 0, consumerStrategy: 'RoundRobin' },
  ...{ checkpointAfterMs: 0, minCheckpointCount: 1, maxCheckpointCount: 1 },
  ...{ liveBufferSize: 500, historyBufferSize: 500, readBatchSize: 20 },
};
const EVENTS = 3;
const CHECKPOINTS = '$persistentsubscription-stream::group-checkpoint';
const PARKED = '$persistentsubscription-stream::group-parked';

let log: EventLog;
let groups: GroupRegistry;
let broken: Error[];
let wallClock: number;
let elapsed: number;
beforeEach(async () => {
  broken = [];
  log = await openLog({}, Date.now, (error) => broken.push(error));
  [wallClock, elapsed] = [Date.now(), 0];
  groups = new GroupRegistry(
    log,
    () => wallClock,
    () => undefined,
    () => elapsed,
  );
  const noBytes = Buffer.alloc(0);
  const events = Array.from({ length: EVENTS }, () => {
    return { id: randomBytes(16), type: 'tested', isJson: false, data: noBytes, metadata: noBytes };
  });
  await log.append('stream', 'any', events);
});
afterEach(async () => {
  groups.close();
  await log.close();
});

const theGroup = () => groups.find('stream', 'group');

/** Connects a consumer and resolves with its messages when there are `count` of them. */
async function consume(count = EVENTS): Promise<Message[]> {
  const messages: Message[] = [];
  const channel = { deliver: (message: Message) => void messages.push(message), drop: () => undefined };
  theGroup().connect(new Consumer('consumer', 10, channel, false));
  while (messages.length < count) await nextEventLoopIteration();
  return messages;
}

const idsOf = (messages: readonly Message[]) => messages.map(({ id }) => id);

describe('a group that is deleted', () => {
  it.each(['being written', 'on disk'])(
    'leaves no checkpoint that is %s for a new group of the same name',
    async (which) => {
      await groups.create(SETTINGS);
      theGroup().ack(idsOf(await consume()));
      while (which === 'on disk' && theGroup().lastCheckpoint.position === undefined) await nextEventLoopIteration();
      const deleted = groups.delete('stream', 'group');
      const made = groups.create(SETTINGS);
      await Promise.all([deleted, made]);
      await log.settled();
      expect(log.view(CHECKPOINTS).kind).toBe('not-found');
      expect((await consume()).map(({ position }) => position)).toEqual([0, 1, 2]);
    },
  );

  it('writes nothing after late acks and nacks', async () => {
    await groups.create(SETTINGS);
    const group = theGroup();
    const [first = '', second = '', third = ''] = idsOf(await consume());
    await groups.delete('stream', 'group');
    group.ack([first, second]);
    group.nack([third], 'park', 'late');
    await log.settled();
    expect([log.view(PARKED).kind, log.view(CHECKPOINTS).kind]).toEqual(['not-found', 'not-found']);
    await expect(group.replayParked(Infinity)).rejects.toThrow('was dropped');
  });
});

describe('timeouts and intervals, by a monotonic clock', () => {
  const hour = 3_600_000;
  const times = { messageTimeoutMs: 30_000, checkpointAfterMs: 2_000, minCheckpointCount: 1, maxCheckpointCount: 100 };

  it.each([
    ['an hour back', -hour],
    ['an hour ahead', hour],
    ['nowhere', 0],
  ])('a message is delivered again after its timeout, not before, when the wall clock is set %s', async (_what, by) => {
    await groups.create({ ...SETTINGS, ...times });
    const messages = await consume();
    wallClock += by;
    elapsed += 29_999;
    theGroup().tick();
    expect(messages).toHaveLength(EVENTS);
    elapsed += 1;
    theGroup().tick();
    expect(messages.map(({ retryCount }) => retryCount)).toEqual(Array.from({ length: 2 * EVENTS }, () => 1));
  });

  it('a checkpoint is written after its interval when the wall clock is set back', async () => {
    await groups.create({ ...SETTINGS, ...times });
    const messages = await consume();
    wallClock -= hour;
    theGroup().ack(idsOf(messages));
    expect(theGroup().lastCheckpoint.position).toBeUndefined();
    elapsed += 2_000;
    theGroup().tick();
    while (theGroup().lastCheckpoint.position === undefined) await nextEventLoopIteration();
  });
});

describe('a store that ends while a group acknowledges', () => {
  it('ends cleanly', async () => {
    await groups.create(SETTINGS);
    const [first = '', ...others] = idsOf(await consume());
    theGroup().ack([first]);
    // This checkpoint becomes due when the first one is written, which is when the log closes.
    theGroup().ack(others);
    groups.close();
    await log.close();
    await nextEventLoopIteration();
    expect(broken).toEqual([]);
  });
});

describe('parked messages', () => {
  it('are delivered once by two concurrent replays', async () => {
    await groups.create(SETTINGS);
    theGroup().nack(idsOf(await consume()), 'park', 'later');
    while (theGroup().parked.count < EVENTS) await nextEventLoopIteration();
    await Promise.all([theGroup().replayParked(Infinity), theGroup().replayParked(Infinity)]);
    await nextEventLoopIteration();
    expect(theGroup().outstandingCount + theGroup().retryCount).toBe(EVENTS);
  });
});

describe('the name of a group', () => {
  it('is refused when the names of its streams would be too long', async () => {
    const longest = 65_531 - '$persistentsubscription-stream::-checkpoint'.length;
    await groups.create({ ...SETTINGS, group: 'g'.repeat(longest) });
    const refused = groups.create({ ...SETTINGS, group: 'g'.repeat(longest + 1) });
    await expect(refused).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(groups.list()).toHaveLength(1);
  });
});
