export * from './problem.js';
export * from './rpc/commands.js';
export * from './rpc/queries.js';
export * from './rpc/subjects.js';
export * from './rpc/system-types.js';
export * from './system-view/system-record.js';
export * from './system-view/system-view.js';
export * from './tenant-provisioning/index.js';
