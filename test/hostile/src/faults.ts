import { FROZEN_PROCESSES } from './faults/frozen-processes.js';
import { JETSTREAM_FAULTS } from './faults/jetstream.js';
import type { Fault } from './fault.js';

/** Every fault; a new one is a row here. */
export const FAULTS: readonly Fault[] = [...FROZEN_PROCESSES, ...JETSTREAM_FAULTS];
