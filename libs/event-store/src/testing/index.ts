/* For specs only: not exported from the package's index. */
export * from './second-version.js';
