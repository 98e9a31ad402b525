export * from './deregistration-view.js';
export * from './extension-view.js';
export * from './formation-view.js';
export * from './history-item.js';
export * from './integration-token-view.js';
export * from './system-explanation.js';
export * from './system-view.js';
export * from './warning-view.js';
