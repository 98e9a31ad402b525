export * from './tenant-provisioning.js';
export * from './tenant-provisioning.openapi.js';
