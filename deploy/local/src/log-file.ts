import { closeSync, existsSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import { reasonOf } from './reason.js';

/** Size in bytes from which a log is continued in a new file. With the file before it, a part keeps twice as much. */
const MAX_LOG_BYTES = 20_000_000;

/**
 * The output of one process in a file. The file before it, of the previous start or the previous `maxBytes`, is kept as
 * `<name>.previous.log`. What cannot be written, because the disk is full for example, is dropped and reported: a log
 * must not end what it reports on.
 */
export class LogFile {
  private descriptor: number | undefined;
  private size = 0;
  private dropped = 0;

  /** @param report called with a line when the file cannot be written, and when it can be written again */
  constructor(
    private readonly file: string,
    private readonly report: (line: string) => void,
    private readonly maxBytes = MAX_LOG_BYTES,
  ) {
    this.attempt(() => this.beginNew());
  }

  write(text: string): void {
    const bytes = Buffer.from(text);
    const written = this.attempt(() => {
      if (this.size + bytes.length > this.maxBytes && this.size > 0) this.beginNew();
      this.descriptor ??= this.opened();
      // A disk that fills up takes a part of it; the next call says why not the rest.
      for (let offset = 0; offset < bytes.length;) {
        const count = writeSync(this.descriptor, bytes, offset);
        offset += count;
        this.size += count;
      }
    });
    if (!written) this.dropped += bytes.length;
    else if (this.dropped > 0) {
      this.report(`${this.file} is written again; ${this.dropped} bytes of output are missing in it.`);
      this.dropped = 0;
    }
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }

  private beginNew(): void {
    this.close();
    if (existsSync(this.file)) renameSync(this.file, `${this.file.replace(/\.log$/, '')}.previous.log`);
    this.descriptor = this.opened();
  }

  private opened(): number {
    const descriptor = openSync(this.file, 'a', 0o600);
    this.size = fstatSync(descriptor).size;
    return descriptor;
  }

  private attempt(action: () => void): boolean {
    try {
      action();
      return true;
    } catch (error) {
      if (this.dropped === 0) this.report(`${this.file} cannot be written: ${reasonOf(error)}. Its lines are dropped.`);
      return false;
    }
  }
}
