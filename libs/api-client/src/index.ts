export type { components, operations, paths } from './generated/http-api.js';
export type { HttpEventsOptions } from './http-events.js';
export { connectLandscape, landscapeOnNats, type Landscape, type LandscapeOptions } from './landscape.js';
export { LandscapeError } from './landscape-error.js';
export {
  EVENT_TYPES,
  type EventName,
  type EventOf,
  type EventsOptions,
  type LandscapeEvent,
} from './landscape-event.js';
