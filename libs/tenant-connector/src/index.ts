export { AccessTokenUnavailable, ClientCredentials } from './access-tokens.js';
export type { TenantAnswer } from './tenant-answer.js';
export { type PerformStepCall, type StepCall, TenantConnector } from './tenant-connector.js';
export { TenantDirectory } from './tenant-directory.js';
