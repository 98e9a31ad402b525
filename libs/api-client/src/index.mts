// Re-exports the CommonJS module, so that `import` and `require` load the same one.
export { connectLandscape, EVENT_TYPES, LandscapeError, landscapeOnNats } from './index.js';
export type {
  components,
  EventName,
  EventOf,
  EventsOptions,
  HttpEventsOptions,
  Landscape,
  LandscapeEvent,
  LandscapeOptions,
  operations,
  paths,
} from './index.js';
