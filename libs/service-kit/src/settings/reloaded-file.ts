import { Logger } from '@nestjs/common';
import { statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** A changed file counts after this time at the latest; milliseconds. */
const CHECK_AFTER_MS = 10_000;

/**
 * The content of a file of a setting, read again when the file has changed, so that a key that is withdrawn ends without a
 * restart. When the changed file cannot be used, what was read last stays in use, and the log says so.
 */
export class ReloadedFile<Content> {
  private readonly logger = new Logger(ReloadedFile.name);
  private content: Content;
  private version: string;
  private checkedAt: number;

  /**
   * @param load throws an Error whose message does not show the content
   * @throws the error of `load`
   */
  constructor(
    private readonly path: string,
    private readonly load: (path: string) => Content,
  ) {
    this.version = versionOf(path);
    this.checkedAt = performance.now();
    this.content = load(path);
  }

  get current(): Content {
    if (performance.now() - this.checkedAt >= CHECK_AFTER_MS) this.check();
    return this.content;
  }

  private check(): void {
    this.checkedAt = performance.now();
    const version = versionOf(this.path);
    if (version === this.version) return;
    try {
      this.content = this.load(this.path);
      this.logger.log(`${this.path} has changed and is in use`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.error(`${this.path} has changed, but cannot be used; what was read before stays in use. ${reason}`);
    }
    this.version = version;
  }
}

function versionOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.ino} ${stats.mtimeMs} ${stats.size}` : 'missing';
}
