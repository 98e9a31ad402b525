import type { Fact } from './facts.js';
import type { Measured } from './measure.js';

/** What came of measuring. */
export interface Results {
  readonly rows: readonly Measured[];
  readonly facts: readonly Fact[];
}
