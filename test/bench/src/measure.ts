/** What is measured: the platform, the maximum of its components, a conventional implementation, and the platform with few systems. */
export type Runner = 'ours' | 'ceiling' | 'rival' | 'few';
export const RUNNERS: readonly Runner[] = ['ours', 'ceiling', 'rival', 'few'];
export type Other = Exclude<Runner, 'ours'>;

export interface Row {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** What the ceiling is. */
  readonly ceilingIs: string;
  /** Minimum ratios of the platform to the others. */
  readonly goals: Readonly<Partial<Record<Other, number>>>;
  /** Takes one sample of each, in `unit`; higher is better. */
  readonly samples: { readonly ours: Sample } & Partial<Record<Runner, Sample>>;
  /** Waits after each sample until the work that it caused is done, so that it does not disturb the next sample. */
  readonly waitUntilIdle?: () => Promise<void>;
}
export type Sample = () => Promise<number>;

export interface Figure {
  readonly median: number;
  /** (largest − smallest) ÷ median of the repetitions. */
  readonly spread: number;
  readonly samples: readonly number[];
}

export interface Ratio {
  /** Median of the ratios within each repetition, so that other load on the machine affects both. */
  readonly value: number;
  readonly goal: number | undefined;
}

export interface Measured extends Pick<Row, 'id' | 'title' | 'unit' | 'ceilingIs'> {
  readonly figures: Partial<Record<Runner, Figure>>;
  readonly ratios: Partial<Record<Other, Ratio>>;
}

/** Measures a row: one sample of every runner per repetition; the first runner alternates. */
export async function measure(row: Row, repetitions: number): Promise<Measured> {
  const runners = Object.keys(row.samples) as Runner[];
  const samples: Partial<Record<Runner, number[]>> = Object.fromEntries(runners.map((runner) => [runner, []]));
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    for (const index of runners.keys()) {
      const runner = runners[(index + repetition) % runners.length]!;
      samples[runner]?.push(await row.samples[runner]!());
      await row.waitUntilIdle?.();
    }
  }
  return summary(row, samples);
}

/** The figures and ratios of a row's samples, which are in the order of the repetitions. */
export function summary(
  { id, title, unit, ceilingIs, goals }: Omit<Row, 'samples'>,
  samples: Partial<Record<Runner, readonly number[]>>,
): Measured {
  const entries = Object.entries(samples) as [Runner, readonly number[]][];
  const ratios: Measured['ratios'] = Object.fromEntries(
    (['ceiling', 'rival', 'few'] as const).flatMap((other) => {
      const theirs = samples[other];
      if (!theirs) return [];
      const each = (samples.ours ?? []).map((ours, repetition) => ours / theirs[repetition]!);
      return [[other, { value: median(each), goal: goals[other] }]];
    }),
  );
  const figures = Object.fromEntries(entries.map(([runner, values]) => [runner, figure(values)]));
  return { id, title, unit, ceilingIs, figures, ratios };
}

function figure(samples: readonly number[]): Figure {
  const middle = median(samples);
  return { median: middle, spread: (Math.max(...samples) - Math.min(...samples)) / middle, samples };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return Number.isInteger(half) ? (sorted[half - 1]! + sorted[half]!) / 2 : sorted[Math.floor(half)]!;
}

/** The smallest measured value that at least this share of the values (0.99: 99 of 100) does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error('Nothing was measured');
  return value;
}
