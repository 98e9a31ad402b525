/** A public event in the text format of Server-Sent Events. */
export interface SseMessage {
  readonly position: string;
  readonly text: string;
}

/** Why the server ends a stream: the subscriber falls behind, the server stops, the access token has expired. */
export type CloseReason = 'too-slow' | 'closing' | 'signed-out';

/**
 * The live messages that wait for one subscriber. A subscriber that exceeds the limit is closed as a whole, so that it never
 * misses an event in between.
 */
export class SubscriberQueue {
  private messages: SseMessage[] = [];
  private wake: () => void = () => undefined;
  private reason: CloseReason | undefined;

  constructor(
    private readonly limit: number,
    private readonly onClosed: () => void = () => undefined,
  ) {}

  get closeReason(): CloseReason | undefined {
    return this.reason;
  }

  /** @returns false when this message exceeds the limit, which closes the queue */
  push(message: SseMessage): boolean {
    if (this.reason) return true;
    if (this.messages.length >= this.limit) {
      this.messages = [];
      this.close('too-slow');
      return false;
    }
    this.messages.push(message);
    this.wake();
    return true;
  }

  /** Takes no more messages; those that wait can still be taken. The first reason counts. */
  close(reason: CloseReason): void {
    if (this.reason) return;
    this.reason = reason;
    this.onClosed();
    this.wake();
  }

  /** Takes all messages. Waits for one, for the close or for `waitMs` milliseconds when there are none. */
  async take(waitMs: number): Promise<readonly SseMessage[]> {
    if (this.messages.length === 0 && !this.reason) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.wake = () => undefined;
    }
    const taken = this.messages;
    this.messages = [];
    return taken;
  }
}
