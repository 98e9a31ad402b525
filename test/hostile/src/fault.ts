import type { LocalPlatform } from '@system-landscape/local';
import type { Tally } from './tally.js';

/** Something that happens to the platform itself while it is abused. */
export interface Fault {
  readonly name: string;
  /** What happens, for the table. */
  readonly does: string;
  /** When it happens first, and how long after its end again; seconds. */
  readonly everySeconds: number;
  /** Once. It ends by itself, soon after the signal aborts, and leaves nothing broken that the platform must not mend. */
  readonly happen: (platform: LocalPlatform, tally: Tally, signal: AbortSignal) => Promise<void>;
}
