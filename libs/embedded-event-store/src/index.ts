export type { Faults, Right } from './faults/faults.js';
export {
  startEmbeddedEventStore,
  type EmbeddedEventStore,
  type EmbeddedEventStoreOptions,
} from './start-embedded-event-store.js';
