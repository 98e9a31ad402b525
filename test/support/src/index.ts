export { eventually, type EventuallyOptions } from './eventually.js';
export { chromiumBinary, natsServerBinary } from './programs.js';
export { startEventStore, type EventStoreOptions } from './start-event-store.js';
export type { Server } from './server.js';
export { startNats, type NatsOptions } from './start-nats.js';
export { postgresPrograms, startPostgres, type Postgres } from './start-postgres.js';
export { startProcess, type ProcessEnd, type ProcessOptions, type RunningProcess } from './start-process.js';
export { temporaryFolder } from './temporary-folder.js';
