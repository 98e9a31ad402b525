export * from './clock/clock.js';
export * from './context/request-context.js';
export * from './health/health.module.js';
export * from './logging/logging.js';
export * from './metrics/metrics.js';
export * from './run-service.js';
export * from './settings/service-settings.js';
export * from './settings/settings.js';
