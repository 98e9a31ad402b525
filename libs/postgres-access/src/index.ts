export { ConnectionStringError, isEncrypted, readConnectionString, type PostgresAccess } from './connection-string.js';
export { NoServerFits, PostgresServers } from './postgres-servers.js';
