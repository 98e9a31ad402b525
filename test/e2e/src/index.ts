export * from './api-consumer.js';
export * from './in-parallel.js';
