export * from './integration-token.js';
export * from './keys.js';
