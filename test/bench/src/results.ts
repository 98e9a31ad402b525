import type { Metric } from './metrics.js';
import type { Measured } from './measure.js';

/** What came of measuring. */
export interface Results {
  readonly rows: readonly Measured[];
  readonly facts: readonly Metric[];
}
