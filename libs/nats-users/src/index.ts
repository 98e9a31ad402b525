export * from './nats-accounts.js';
export * from './rights.js';
export * from './subscriber.js';
export * from './users-folder.js';
