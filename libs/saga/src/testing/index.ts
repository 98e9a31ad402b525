export * from './saga-harness.js';
