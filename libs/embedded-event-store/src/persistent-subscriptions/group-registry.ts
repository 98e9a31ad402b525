import { Mutex } from 'async-mutex';
import { LogClosed, type EventLog } from '../storage/event-log.js';
import { isTooLong } from '../storage/stream-metadata.js';
import { groupDoesNotExist, groupExists, groupFailed, invalidArgument } from '../wire/errors.js';
import { checkpointStreamOf } from './checkpoint-stream.js';
import type { GroupSettings } from './group-settings.js';
import { groupSource } from './group-source.js';
import { appendToShortStream, lastEvent, systemEvent } from './group-streams.js';
import { groupKey, SubscriptionGroup } from './subscription-group.js';

/** The stream with the settings of all groups, as on a real server. */
const CONFIG_STREAM = '$persistentSubscriptionConfig';
const CONFIG_EVENT = '$PersistentConfig';
const CONFIG_VERSION = '2';

/** How often groups check for timeouts and checkpoints, ms. */
const TICK_MS = 100;

interface Config {
  readonly version: string;
  readonly updated: string;
  readonly entries: readonly GroupSettings[];
}

/** All persistent subscriptions. A change of their settings is acknowledged when it is on disk. */
export class GroupRegistry {
  private groups = new Map<string, SubscriptionGroup>();
  private readonly changes = new Mutex();
  private closed = false;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly log: EventLog,
    private readonly now: () => number,
    private readonly onError: (error: Error) => void,
    /** Measures timeouts and intervals, in ms; not the wall clock, which is set now and then. */
    private readonly elapsed: () => number = () => performance.now(),
  ) {
    this.start();
    this.timer = setInterval(() => {
      for (const group of this.groups.values()) group.tick();
    }, TICK_MS);
  }

  create(settings: GroupSettings): Promise<void> {
    return this.change(async () => {
      const key = groupKey(settings.stream, settings.group);
      if (this.groups.has(key)) throw groupExists(settings.stream, settings.group);
      await this.put(key, settings);
    });
  }

  /** Drops the consumers; the new settings apply when they connect again. */
  update(settings: GroupSettings): Promise<void> {
    return this.change(async () => {
      const key = groupKey(settings.stream, settings.group);
      const old = this.find(settings.stream, settings.group);
      await this.put(key, { ...settings, filter: old.settings.filter }, old);
    });
  }

  delete(stream: string, name: string): Promise<void> {
    return this.change(async () => {
      const group = this.find(stream, name);
      this.groups.delete(group.key);
      await group.delete();
      await this.save();
    });
  }

  /** @throws gRPC error when there is no such group */
  find(stream: string, name: string): SubscriptionGroup {
    const group = this.groups.get(groupKey(stream, name));
    if (!group) throw groupDoesNotExist(stream, name);
    return group;
  }

  list(): SubscriptionGroup[] {
    return [...this.groups.values()];
  }

  /** Drops all consumers and opens the groups again as they are stored. */
  restart(): Promise<void> {
    return this.change(() => {
      this.stop();
      this.start();
    });
  }

  close(): void {
    this.closed = true;
    clearInterval(this.timer);
    this.stop();
  }

  /** Changes run one at a time: the streams of a deleted group are gone before a group of the same name is made. */
  private change(make: () => Promise<void> | void): Promise<void> {
    return this.changes.runExclusive(() => {
      if (this.closed) throw new LogClosed();
      return make();
    });
  }

  private async put(key: string, settings: GroupSettings, old?: SubscriptionGroup): Promise<void> {
    validate(settings);
    const endWas = settings.startFrom === 'end' ? groupSource(this.log, settings).end() : undefined;
    old?.close();
    this.groups.set(key, this.open({ ...settings, endWas }));
    await this.save();
  }

  private open(settings: GroupSettings): SubscriptionGroup {
    return new SubscriptionGroup(this.log, settings, this.now, this.elapsed, this.onError);
  }

  private start(): void {
    const event = lastEvent(this.log, CONFIG_STREAM);
    if (!event) return;
    const { entries } = JSON.parse(event.data.toString('utf8')) as Config;
    for (const entry of entries) this.groups.set(groupKey(entry.stream, entry.group), this.open(entry));
  }

  private stop(): void {
    for (const group of this.groups.values()) group.close();
    this.groups = new Map();
  }

  private async save(): Promise<void> {
    const config: Config = {
      version: CONFIG_VERSION,
      updated: new Date(this.now()).toISOString(),
      entries: this.list().map((group) => group.settings),
    };
    await appendToShortStream(this.log, CONFIG_STREAM, systemEvent(CONFIG_EVENT, config));
  }
}

function validate({ stream, group, readBatchSize, historyBufferSize }: GroupSettings): void {
  if (readBatchSize >= historyBufferSize) {
    throw groupFailed(stream, group, 'The read batch size must be less than the history buffer size.');
  }
  if (isTooLong(checkpointStreamOf(groupKey(stream, group)))) {
    throw invalidArgument('The names of the group and its stream are too long: it keeps streams with both in theirs.');
  }
}
