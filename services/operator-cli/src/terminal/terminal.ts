import { Presets, SingleBar } from 'cli-progress';
import Table from 'cli-table3';
import { createColors } from 'picocolors';
import { once } from 'node:events';
import type { Writable } from 'node:stream';

export interface Streams {
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
}

export type Colours = ReturnType<typeof createColors>;

/** How far long work is. */
export interface Progress {
  /** @param total when it has changed since */
  to(done: bigint, total?: bigint): void;
  stop(): void;
}

/** Where results go (stdout) and what is said beside them (stderr). */
export class Terminal {
  readonly colours: Colours;

  constructor(
    private readonly streams: Streams,
    /** Results are JSON: one document, or one line for each item of a stream. */
    readonly json: boolean,
    colour: boolean,
  ) {
    this.colours = createColors(colour && !json && streams.stdout.isTTY === true);
  }

  /** One result: as JSON, or as `text` tells it to people. */
  async result(value: unknown, text: () => string): Promise<void> {
    await this.write(this.json ? JSON.stringify(value, null, 2) : text());
  }

  /** One item of a stream of results. */
  async item(value: unknown, text: () => string): Promise<void> {
    await this.write(this.json ? JSON.stringify(value) : text());
  }

  /** Something to know that is no result. */
  note(text: string): void {
    this.streams.stderr.write(`${text}\n`);
  }

  /** Cells are shown as they are: what comes out of the log goes through `printable` before. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const table = new Table({ head: head.map((each) => this.colours.bold(each)), style: { head: [], border: [] } });
    table.push(...rows.map((row) => [...row]));
    return table.toString();
  }

  /**
   * A bar on stderr with time left; nothing where nobody looks. `total` in what `to` counts.
   * @param unit of what is counted, where a rate in it says something
   */
  progress(what: string, total: bigint, unit?: string): Progress {
    if (this.streams.stderr.isTTY !== true || this.json || total <= 0n)
      return { to: () => undefined, stop: () => undefined };
    const bar = new SingleBar(
      {
        format: `${what} {bar} {percentage}% | {value}/{total}${unit === undefined ? '' : ` | {rate} ${unit}/s`} | {eta_formatted} left`,
        stream: this.streams.stderr,
        hideCursor: true,
        clearOnComplete: true,
      },
      Presets.shades_classic,
    );
    bar.start(Number(total), 0, { rate: 0 });
    const began = performance.now();
    let first: number | undefined;
    return {
      to: (done, totalNow = total) => {
        const value = Number(done < totalNow ? done : totalNow);
        // What was done before it was looked at was not done in this time.
        first ??= value;
        const seconds = (performance.now() - began) / 1_000;
        bar.setTotal(Number(totalNow));
        bar.update(value, { rate: Math.round((value - first) / Math.max(seconds, 0.001)) });
      },
      stop: () => bar.stop(),
    };
  }

  private async write(text: string): Promise<void> {
    // A reader that is slower than we are holds us up instead of filling memory.
    if (!this.streams.stdout.write(`${text}\n`)) await once(this.streams.stdout, 'drain');
  }
}

/** Text out of the log on a terminal: control characters are shown, not obeyed. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
