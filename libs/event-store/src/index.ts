export * from './account-systems.js';
export * from './client.js';
export * from './event-at.js';
export * from './execute.js';
export * from './follow.js';
export * from './stored-event.js';
export * from './upcasting.js';
