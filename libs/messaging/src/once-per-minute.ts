const MINUTE_MS = 60_000;
/** What is said about more topics than these is not said. */
const MOST_TOPICS = 1_000;

/** Keeps a log readable that others could fill: says the same at most once a minute. */
export class OncePerMinute {
  private readonly saidAt = new Map<string, number>();

  /** Runs the action unless one ran for the same topic within the last minute. */
  say(topic: string, action: () => void): void {
    const now = performance.now();
    const last = this.saidAt.get(topic);
    if (last === undefined ? this.saidAt.size >= MOST_TOPICS : now - last < MINUTE_MS) return;
    this.saidAt.set(topic, now);
    action();
  }
}
