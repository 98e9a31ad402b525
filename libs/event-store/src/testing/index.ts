/* For specs only: not exported from the package's index. */
export * from './account-rights.js';
export * from './commands.js';
export * from './odd-events.js';
export * from './second-version.js';
