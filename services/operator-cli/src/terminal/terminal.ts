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

const NONE = ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'];
/** A table without lines. */
const PLAIN = {
  ...Object.fromEntries(
    [...NONE, 'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'].map((name) => [name, '']),
  ),
  middle: '  ',
};

/** Output of the command: results go to stdout, progress bars to stderr. */
export class Terminal {
  readonly colours: Colours;
  private readonly isPlain: boolean;

  constructor(
    private readonly streams: Streams,
    /** Results are printed as JSON: one document, or one line per item of a stream. */
    readonly json: boolean,
    colour: boolean,
    /** The terminal cannot move its cursor, draw lines or show colours (`TERM=dumb`). */
    private readonly isDumb = false,
  ) {
    this.isPlain = isDumb || streams.stdout.isTTY !== true;
    this.colours = createColors(colour && !json && !this.isPlain);
  }

  /** Prints one result, as JSON or as `text`. */
  async result(value: unknown, text: () => string): Promise<void> {
    await this.write(this.json ? JSON.stringify(value, null, 2) : text());
  }

  /** Prints one item of a stream of results, as a line of JSON or as `text`. */
  async item(value: unknown, text: () => string): Promise<void> {
    await this.write(this.json ? JSON.stringify(value) : text());
  }

  /** A table: with lines in a terminal, in plain columns for another program. Cells are printed as they are: values from the log must go through `printable` first. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const table = new Table({
      head: head.map((each) => this.colours.bold(each)),
      style: { head: [], border: [], ...(this.isPlain ? { 'padding-left': 0, 'padding-right': 0 } : {}) },
      ...(this.isPlain ? { chars: PLAIN } : {}),
    });
    table.push(...rows.map((row) => [...row]));
    const text = table.toString();
    return this.isPlain ? text.replaceAll(/ +$/gm, '') : text;
  }

  /**
   * A progress bar on stderr; none when stderr is no terminal or results are JSON.
   * @param total the count that is complete, in the unit of `to`
   * @param unit name of what is counted; shows the rate per second
   */
  progress(label: string, total: bigint, unit?: string): Progress {
    if (this.streams.stderr.isTTY !== true || this.isDumb || this.json || total <= 0n)
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
