import type { ServerHttp2Stream } from 'node:http2';
import { gzipSync } from 'node:zlib';
import { Metadata, type ServiceError } from '@grpc/grpc-js';
import type { Message } from 'google-protobuf';
import { http2Stream } from './http2-stream.js';

/** A gRPC call that sends a stream of messages. */
interface SendingCall {
  readonly cancelled: boolean;
  readonly writableNeedDrain: boolean;
  readonly destroyed: boolean;
  write(message: unknown): boolean;
  end(): unknown;
  emit(event: 'error', error: Error): boolean;
  on(event: 'cancelled' | 'drain' | 'error' | 'close', listener: () => void): unknown;
}

/** Messages are collected and written at this size, or at the end of the microtask. */
const LARGEST_WRITE = 64 * 1024;
/** Bytes that may wait for the connection before `room` waits, so that the connection always has data to send. */
const MAX_UNSENT_BYTES = 192 * 1024;
/** gRPC's prefix of a message: a byte that says whether it is compressed, and the length. */
const PREFIX_BYTES = 5;

/**
 * Sends messages to one client with back-pressure: call `send` for the messages of a page, then await `room` before
 * reading the next page. So a slow client takes the memory of one page at most.
 */
export class Outbound {
  private closed = false;
  private resume: (() => void) | undefined;
  private readonly closeListeners: (() => void)[] = [];
  /** Undefined before the first message; null: not available, messages are written to the call. */
  private stream: ServerHttp2Stream | null | undefined;
  private pending: Uint8Array[] = [];
  /** Size of `pending` with prefixes. */
  private pendingBytes = 0;
  /** Written to the stream, but not yet to the network. */
  private unsentBytes = 0;

  /** @param compress whether each message is compressed (gzip) */
  constructor(
    private readonly call: SendingCall,
    private readonly compress = false,
  ) {
    call.on('drain', () => this.resume?.());
    for (const end of ['cancelled', 'error', 'close'] as const) call.on(end, () => this.close());
  }

  /** Whether the client has cancelled the call or is disconnected. */
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
    const plain = Buffer.isBuffer(message) ? message : message.serializeBinary();
    const body = this.compress ? gzipSync(plain) : plain;
    if (this.pending.push(body) === 1) queueMicrotask(() => this.flush());
    this.pendingBytes += PREFIX_BYTES + body.length;
    if (this.pendingBytes >= LARGEST_WRITE) this.flush();
  }

  /** Resolves when there is room for more, at the earliest after the next `setImmediate`; false when the call is closed. */
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

  /** Calls `listener` when the call is closed. */
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
    return this.stream ? this.unsentBytes < MAX_UNSENT_BYTES : !this.call.writableNeedDrain;
  }

  private openStream(): ServerHttp2Stream | null {
    const headers = new Metadata();
    if (this.compress) headers.set('grpc-encoding', 'gzip');
    return http2Stream(this.call, headers) ?? null;
  }

  private flush(): void {
    const { pending, pendingBytes, stream } = this;
    if (pending.length === 0) return;
    this.pending = [];
    this.pendingBytes = 0;
    if (!stream || this.isClosed || !stream.writable) return;
    this.unsentBytes += pendingBytes;
    stream.write(framed(pending, pendingBytes, this.compress), () => {
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
function framed(messages: readonly Uint8Array[], bytes: number, compressed: boolean): Buffer {
  const frames = Buffer.allocUnsafe(bytes);
  let offset = 0;
  for (const message of messages) {
    frames[offset] = compressed ? 1 : 0;
    frames.writeUInt32BE(message.length, offset + 1);
    frames.set(message, offset + PREFIX_BYTES);
    offset += PREFIX_BYTES + message.length;
  }
  return frames;
}

/** Lets a loop wait for a signal. A signal that arrives while the loop is not waiting is not lost. */
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
