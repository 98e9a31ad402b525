export * from './account-systems.js';
export * from './client.js';
export * from './execute.js';
export * from './follow.js';
export * from './hints.js';
export * from './parked-hints.js';
export * from './stored-event.js';
export * from './upcasting.js';
