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

/** A progress bar. */
export interface Progress {
  /** @param total given when it has changed */
  to(done: bigint, total?: bigint): void;
  stop(): void;
}

/** Output of the command: results go to stdout, progress bars to stderr. */
export class Terminal {
  readonly colours: Colours;

  constructor(
    private readonly streams: Streams,
    /** Results are printed as JSON: one document, or one line per item of a stream. */
    readonly json: boolean,
    colour: boolean,
  ) {
    this.colours = createColors(colour && !json && streams.stdout.isTTY === true);
  }

  /** Prints one result, as JSON or as `text`. */
  async result(value: unknown, text: () => string): Promise<void> {
    await this.write(this.json ? JSON.stringify(value, null, 2) : text());
  }

  /** Prints one item of a stream of results, as a line of JSON or as `text`. */
  async item(value: unknown, text: () => string): Promise<void> {
    await this.write(this.json ? JSON.stringify(value) : text());
  }

  /** A table. Cells are printed as they are: values from the log must go through `printable` first. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const table = new Table({ head: head.map((each) => this.colours.bold(each)), style: { head: [], border: [] } });
    table.push(...rows.map((row) => [...row]));
    return table.toString();
  }

  /**
   * A progress bar on stderr; none when stderr is no terminal or results are JSON.
   * @param total the count that is complete, in the unit of `to`
   * @param unit name of what is counted; shows the rate per second
   */
  progress(label: string, total: bigint, unit?: string): Progress {
    if (this.streams.stderr.isTTY !== true || this.json || total <= 0n)
      return { to: () => undefined, stop: () => undefined };
    const bar = new SingleBar(
      {
        format: `${label} {bar} {percentage}% | {value}/{total}${unit === undefined ? '' : ` | {rate} ${unit}/s`} | {eta_formatted} left`,
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
        // The rate counts only what was done since the bar started.
        first ??= value;
        const seconds = (performance.now() - began) / 1_000;
        bar.setTotal(Number(totalNow));
        bar.update(value, { rate: Math.round((value - first) / Math.max(seconds, 0.001)) });
      },
      stop: () => bar.stop(),
    };
  }

  private async write(text: string): Promise<void> {
    // Back-pressure: a slow reader must not fill memory.
    if (!this.streams.stdout.write(`${text}\n`)) await once(this.streams.stdout, 'drain');
  }
}

/** Escapes control characters, so that text from the log cannot control the terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
