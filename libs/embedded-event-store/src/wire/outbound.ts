import type { Message } from 'google-protobuf';

/** A call that sends many messages, as gRPC has it. */
interface SendingCall {
  readonly cancelled: boolean;
  readonly writableNeedDrain: boolean;
  readonly destroyed: boolean;
  write(message: unknown): boolean;
  on(event: 'cancelled' | 'drain' | 'error' | 'close', listener: () => void): unknown;
}

/**
 * The way to one client, with back-pressure: `send` what you have at hand, then wait for `room` before you read more.
 * So a slow client costs no more memory than one page.
 */
export class Outbound {
  private closed = false;
  private resume: (() => void) | undefined;
  private readonly closeListeners: (() => void)[] = [];

  constructor(private readonly call: SendingCall) {
    call.on('drain', () => this.resume?.());
    for (const end of ['cancelled', 'error', 'close'] as const) call.on(end, () => this.close());
  }

  /** The client is gone or has had enough. */
  get isClosed(): boolean {
    return this.closed || this.call.cancelled || this.call.destroyed;
  }

  send(message: Message | Buffer): void {
    if (!this.isClosed) this.call.write(message);
  }

  /** Resolves when there is room for more, at the earliest in the next turn; false: the client is gone. */
  async room(): Promise<boolean> {
    if (!this.isClosed) {
      await new Promise<void>((resolve) => {
        this.resume = resolve;
        if (!this.call.writableNeedDrain) setImmediate(resolve);
      });
      this.resume = undefined;
    }
    return !this.isClosed;
  }

  /** Calls back when the client is gone. */
  onClose(listener: () => void): void {
    if (this.isClosed) listener();
    else this.closeListeners.push(listener);
  }

  private close(): void {
    if (this.closed) return;
    this.closed = true;
    this.resume?.();
    for (const listener of this.closeListeners) listener();
  }
}

/** Lets a loop sleep until there is something to do. A call that comes while the loop is awake is not lost. */
export class WakeUp {
  private called = false;
  private wake: (() => void) | undefined;

  readonly call = (): void => {
    this.called = true;
    this.wake?.();
  };

  async wait(): Promise<void> {
    if (!this.called) await new Promise<void>((resolve) => (this.wake = resolve));
    this.wake = undefined;
    this.called = false;
  }
}
