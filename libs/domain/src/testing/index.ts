/* For specs only; exported as `@system-landscape/domain/testing`. */
export * from './given-when-then.js';
export * from './random-history.js';
export * from './fixtures.js';
export * from './sample-events.js';
