// The same module for `import`: one state, however it is loaded.
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
