import type { Clock } from '@system-landscape/service-kit';

const WINDOW_MS = 60_000;
const MAX_CALLERS = 50_000;

/** Fixed-window rate limit: counts per caller and minute. */
export class FixedWindow {
  private startedAt = 0;
  private counts = new Map<string, number>();

  constructor(
    private readonly limit: number,
    private readonly clock: Clock,
  ) {}

  /** @returns seconds until the caller is allowed again; undefined while it is below the limit */
  blockedFor(caller: string): number | undefined {
    const now = this.startWindow();
    if ((this.counts.get(caller) ?? 0) < this.limit) return undefined;
    return Math.max(1, Math.ceil((this.startedAt + WINDOW_MS - now) / 1000));
  }

  count(caller: string): void {
    this.startWindow();
    // Bounds the memory: losing the counts of one minute is acceptable.
    if (this.counts.size >= MAX_CALLERS && !this.counts.has(caller)) this.counts = new Map();
    this.counts.set(caller, (this.counts.get(caller) ?? 0) + 1);
  }

  private startWindow(): number {
    const now = this.clock.now().getTime();
    if (now >= this.startedAt + WINDOW_MS || now < this.startedAt) {
      this.startedAt = now - (now % WINDOW_MS);
      this.counts = new Map();
    }
    return now;
  }
}
