export interface Told {
  readonly position: string;
  /** As it goes over the wire. */
  readonly text: string;
}

/** Why a reader gets no more: its own slowness, the server's stop, or its access token's end. */
export type Farewell = 'too-slow' | 'closing' | 'signed-out';

/** A reader's place at the tail: a queue with a limit. Who does not keep up loses the seat, never an event in between. */
export class Seat {
  private queue: Told[] = [];
  private wake: () => void = () => undefined;
  private ending: Farewell | undefined;

  constructor(
    private readonly limit: number,
    private readonly onLost: () => void = () => undefined,
  ) {}

  get farewell(): Farewell | undefined {
    return this.ending;
  }

  /** False when this one was too much: the seat is lost then. */
  put(told: Told): boolean {
    if (this.ending) return true;
    if (this.queue.length >= this.limit) {
      this.queue = [];
      this.close('too-slow');
      return false;
    }
    this.queue.push(told);
    this.wake();
    return true;
  }

  close(farewell: Farewell): void {
    if (this.ending) return;
    this.ending = farewell;
    this.onLost();
    this.wake();
  }

  /** What has come since the last look; waits for something, for the end or for so many milliseconds. */
  async take(waitMs: number): Promise<readonly Told[]> {
    if (this.queue.length === 0 && !this.ending) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.wake = () => undefined;
    }
    const taken = this.queue;
    this.queue = [];
    return taken;
  }
}
