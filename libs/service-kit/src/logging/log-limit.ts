import { LRUCache } from 'lru-cache';

const MINUTE_MS = 60_000;
/** Of further topics within a minute nothing is said. */
const MOST_TOPICS = 1_000;

/** Keeps a log readable that others could fill: bounds what is said about a topic within a minute. */
export class LogLimit {
  /** How often something was said about a topic, for a minute from the first time on. */
  private readonly said: LRUCache<string, number>;

  /**
   * @param perMinute lines about each topic
   * @param now a monotonic clock; milliseconds
   */
  constructor(
    private readonly perMinute = 1,
    now: () => number = () => performance.now(),
  ) {
    const perf = { now };
    this.said = new LRUCache({ max: MOST_TOPICS, ttl: MINUTE_MS, noUpdateTTL: true, ttlResolution: 0, perf });
  }

  /** Runs the action, unless this minute has heard enough of the topic. */
  say(topic: string, action: () => void): void {
    const count = this.said.get(topic) ?? 0;
    if (count >= this.perMinute || (count === 0 && !this.hasRoom())) return;
    this.said.set(topic, count + 1);
    action();
  }

  private hasRoom(): boolean {
    return this.said.size < MOST_TOPICS || this.said.purgeStale();
  }
}
