/** Who is measured: the platform, the most that its parts could do, and what people would build instead. */
export type Runner = 'ours' | 'ceiling' | 'rival';

export interface Row {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** What the ceiling is. */
  readonly ceilingIs: string;
  /** The least ratio that is wanted. */
  readonly goals: { readonly ceiling?: number; readonly rival?: number };
  /** One sample of each, in `unit`; more is better. */
  readonly samples: { readonly ours: Sample } & Partial<Record<Runner, Sample>>;
}
export type Sample = () => Promise<number>;

export interface Figure {
  readonly median: number;
  /** (largest − smallest) ÷ median of the repetitions. */
  readonly spread: number;
  readonly samples: readonly number[];
}

export interface Ratio {
  /** Median of the ratios within each repetition, so that what loads the machine meanwhile meets both. */
  readonly value: number;
  readonly goal: number | undefined;
}

export interface Measured extends Pick<Row, 'id' | 'title' | 'unit' | 'ceilingIs'> {
  readonly figures: Partial<Record<Runner, Figure>>;
  readonly ratios: Partial<Record<'ceiling' | 'rival', Ratio>>;
}

/** Measures a row: so many repetitions, in each of them every runner once, beginning with another one each time. */
export async function measure(row: Row, repetitions: number): Promise<Measured> {
  const runners = Object.keys(row.samples) as Runner[];
  const samples: Partial<Record<Runner, number[]>> = Object.fromEntries(runners.map((runner) => [runner, []]));
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    for (const index of runners.keys()) {
      const runner = runners[(index + repetition) % runners.length]!;
      samples[runner]?.push(await row.samples[runner]!());
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
    (['ceiling', 'rival'] as const).flatMap((other) => {
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

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return Number.isInteger(half) ? (sorted[half - 1]! + sorted[half]!) / 2 : sorted[Math.floor(half)]!;
}
