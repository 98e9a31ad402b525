import type { ServerHttp2Stream } from 'node:http2';
import type { ServiceError } from '@grpc/grpc-js';
import type { Message } from 'google-protobuf';
import { http2Stream } from './http2-stream.js';

/** A call that sends many messages, as gRPC has it. */
interface SendingCall {
  readonly cancelled: boolean;
  readonly writableNeedDrain: boolean;
  readonly destroyed: boolean;
  write(message: unknown): boolean;
  end(): unknown;
  emit(event: 'error', error: Error): boolean;
  on(event: 'cancelled' | 'drain' | 'error' | 'close', listener: () => void): unknown;
}

/** Messages go out together when they have so many bytes, or at the end of the turn. */
const LARGEST_WRITE = 64 * 1024;
/** While the connection takes what it has been given, so many bytes more may wait, so that it never waits for us. */
const AHEAD = 192 * 1024;
/** Before each message: a byte that says "not compressed", and its length. */
const PREFIX_BYTES = 5;

/**
 * The way to one client, with back-pressure: `send` what you have at hand, then wait for `room` before you read more.
 * So a slow client costs no more memory than one page.
 */
export class Outbound {
  private closed = false;
  private resume: (() => void) | undefined;
  private readonly closeListeners: (() => void)[] = [];
  /** Undefined before the first message; null: there is none, the call itself is written to. */
  private stream: ServerHttp2Stream | null | undefined;
  private pending: Uint8Array[] = [];
  /** Of `pending`, with prefixes. */
  private pendingBytes = 0;
  /** Given to the stream, not yet to the network. */
  private unsentBytes = 0;

  constructor(private readonly call: SendingCall) {
    call.on('drain', () => this.resume?.());
    for (const end of ['cancelled', 'error', 'close'] as const) call.on(end, () => this.close());
  }

  /** The client is gone or has had enough. */
  get isClosed(): boolean {
    return this.closed || this.call.cancelled || this.call.destroyed;
  }

  send(message: Message | Buffer): void {
    if (this.isClosed) return;
    this.stream ??= this.openStream();
    if (this.stream === null) {
      this.call.write(message);
      return;
    }
    const body = Buffer.isBuffer(message) ? message : message.serializeBinary();
    if (this.pending.push(body) === 1) queueMicrotask(() => this.flush());
    this.pendingBytes += PREFIX_BYTES + body.length;
    if (this.pendingBytes >= LARGEST_WRITE) this.flush();
  }

  /** Resolves when there is room for more, at the earliest in the next turn; false: the client is gone. */
  async room(): Promise<boolean> {
    this.flush();
    if (!this.isClosed) {
      await new Promise<void>((resolve) => {
        this.resume = resolve;
        if (this.hasRoom) setImmediate(resolve);
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

  /** Ends the call after everything that was sent. */
  end(): void {
    this.flush();
    this.call.end();
  }

  /** As `end`, with an error. */
  fail(error: ServiceError): void {
    this.flush();
    this.call.emit('error', error);
  }

  private get hasRoom(): boolean {
    return this.stream ? this.unsentBytes < AHEAD : !this.call.writableNeedDrain;
  }

  private openStream(): ServerHttp2Stream | null {
    return http2Stream(this.call) ?? null;
  }

  private flush(): void {
    const { pending, pendingBytes, stream } = this;
    if (pending.length === 0) return;
    this.pending = [];
    this.pendingBytes = 0;
    if (!stream || this.isClosed || !stream.writable) return;
    this.unsentBytes += pendingBytes;
    stream.write(framed(pending, pendingBytes), () => {
      this.unsentBytes -= pendingBytes;
      if (this.hasRoom) this.resume?.();
    });
  }

  private close(): void {
    if (this.closed) return;
    this.closed = true;
    this.pending = [];
    this.resume?.();
    for (const listener of this.closeListeners) listener();
  }
}

/** The messages in one piece, each with its prefix. */
function framed(messages: readonly Uint8Array[], bytes: number): Buffer {
  const frames = Buffer.allocUnsafe(bytes);
  let offset = 0;
  for (const message of messages) {
    frames[offset] = 0;
    frames.writeUInt32BE(message.length, offset + 1);
    frames.set(message, offset + PREFIX_BYTES);
    offset += PREFIX_BYTES + message.length;
  }
  return frames;
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
