/* For specs only: not exported from the package's index. */
export * from './given-when-then.js';
export * from './random-history.js';
export * from './recording.js';
export * from './stories.js';
