export * from './saga-bench.js';
