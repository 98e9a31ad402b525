const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** Pauses between tries that fail: doubled up to five seconds, half of it by chance, begun anew after a success. */
export class ComeAgain {
  private failures = 0;

  succeeded(): void {
    this.failures = 0;
  }

  /** Waits before the next try; at once when the signal aborts. */
  async wait(signal: AbortSignal | undefined): Promise<void> {
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures);
    this.failures += 1;
    const milliseconds = longest / 2 + (longest / 2) * Math.random();
    await pause(milliseconds, signal);
  }
}

/** Of neither Node nor the browser alone. */
function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
  });
}
