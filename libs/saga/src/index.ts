export * from './outcome.js';
export * from './saga.js';
export * from './step-driver.js';
