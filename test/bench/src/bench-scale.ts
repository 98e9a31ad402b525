/** Duration and size of the measurements. */
export interface BenchScale {
  /** Duration of a sample. */
  readonly seconds: number;
  readonly repetitions: number;
  /** HTTP connections, and whole registrations at a time. */
  readonly connections: number;
  readonly registrations: number;
  /** Whole registrations per repetition that are measured alone. */
  readonly alone: number;
  /** Events of the embedded store that a read reads. */
  readonly storedEvents: number;
  readonly systems: number;
  readonly perAccount: number;
  /** Rows of the read model and events of the log on the platform with many systems. */
  readonly manySystems: number;
  readonly manyEvents: number;
  /** Complete registrations before the measured ones: the first ones mostly measure compilation. */
  readonly warmUp: number;
  /** Registrations per second while the lag of the consumers is measured. */
  readonly perSecond: number;
  /** Events of the long stream, enough for a snapshot; and how often each operation is measured on it. */
  readonly longStream: number;
  readonly touches: number;
}

export const FULL: BenchScale = {
  seconds: 1.5,
  repetitions: 4,
  connections: 32,
  registrations: 64,
  alone: 20,
  storedEvents: 20_000,
  systems: 10_000,
  perAccount: 1_000,
  manySystems: 1_000_000,
  manyEvents: 1_000_000,
  warmUp: 400,
  perSecond: 300,
  longStream: 20_000,
  touches: 20,
};

/** Only shows that every row runs; the figures mean little. */
export const QUICK: BenchScale = {
  seconds: 0.3,
  repetitions: 1,
  connections: 4,
  registrations: 8,
  alone: 3,
  storedEvents: 1_000,
  systems: 20,
  perAccount: 10,
  manySystems: 200,
  manyEvents: 1_000,
  warmUp: 4,
  perSecond: 20,
  longStream: 1_100,
  touches: 1,
};
