export * from './cloud-event.js';
export * from './public-events.js';
export * from './to-public-event.js';
