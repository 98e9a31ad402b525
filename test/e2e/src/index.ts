export * from './api-consumer.js';
export * from './cockpit/browser.js';
export * from './cockpit/cockpit-harness.js';
export * from './cockpit/elements.js';
export * from './in-parallel.js';
export * from './sign-in.js';
