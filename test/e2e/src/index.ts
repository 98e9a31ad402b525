export * from './api-consumer.js';
export * from './in-parallel.js';
export * from './sign-in.js';
