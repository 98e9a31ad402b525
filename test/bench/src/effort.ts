/** How much is measured. */
export interface Effort {
  /** Of a sample. */
  readonly seconds: number;
  readonly repetitions: number;
  readonly systems: number;
  readonly perAccount: number;
  /** Of the platform with many systems: rows of its read model, and events of its log. */
  readonly manySystems: number;
  readonly manyEvents: number;
  /** Whole registrations before those that count: in the first ones most of the time goes into compiling. */
  readonly warmUp: number;
  /** Registrations per second while the lag of those who follow is measured. */
  readonly perSecond: number;
}

export const FULL: Effort = {
  seconds: 1.5,
  repetitions: 4,
  systems: 10_000,
  perAccount: 1_000,
  manySystems: 1_000_000,
  manyEvents: 1_000_000,
  warmUp: 400,
  perSecond: 300,
};

/** Shows that every row runs; its figures mean little. */
export const QUICK: Effort = {
  seconds: 1,
  repetitions: 1,
  systems: 100,
  perAccount: 50,
  manySystems: 1_000,
  manyEvents: 1_000,
  warmUp: 10,
  perSecond: 20,
};
