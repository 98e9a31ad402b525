export * from './as-of.js';
export * from './deregistration-view.js';
export * from './event-summary.js';
export * from './fold-system-record.js';
export * from './formation-record.js';
export * from './instant.js';
export * from './system-at.js';
export * from './system-record.js';
