export * from './consume-hints.js';
export * from './hint-subscriptions.js';
export * from './hint-worker.js';
export * from './parked-hints.js';
export * from './parked-hints-sweep.js';
export * from './parked-hints.message.controller.js';
