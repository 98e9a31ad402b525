export * from './due-sweeper.js';
export * from './outcome.js';
export * from './report-step.js';
export * from './saga.js';
export * from './saga-settings.js';
export * from './saga.module.js';
export * from './step-driver.js';
