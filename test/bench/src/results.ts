import type { Metric } from './metrics.js';
import type { Measured } from './measure.js';

/** All measured rows and figures. */
export interface Results {
  readonly rows: readonly Measured[];
  readonly facts: readonly Metric[];
}
