export * from './cloud-event.js';
export type { PublicEventData } from './public-event-schemas.js';
export * from './public-events.js';
export * from './to-public-event.js';
