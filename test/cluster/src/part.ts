import type { NetworkHost } from './network.js';

/** A process of the cluster. */
export interface Part {
  readonly name: string;
  readonly host: NetworkHost;
  /** As in a crash; it stays down until `start`. */
  kill(): Promise<void>;
  /** Resolves when it is ready. */
  start(): Promise<void>;
}
