const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** Pauses before something that has failed begins again: doubled each time, up to five seconds. */
export class GrowingPause {
  private failures = 0;

  /** How long to wait after one more failure; whole milliseconds. */
  next(): number {
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures);
    this.failures += 1;
    // Half of it by chance, so that instances do not come back all at once.
    return Math.round(longest / 2 + (longest / 2) * Math.random());
  }

  /** It works again. */
  reset(): void {
    this.failures = 0;
  }
}
