export {
  type AccessTokenSource,
  AccessTokenUnavailable,
  ClientCredentials,
  type ClientCredentialsOptions,
} from './access-tokens.js';
export type { TenantAnswer } from './tenant-answer.js';
export {
  type PerformStepCall,
  type PollStepCall,
  type StepCall,
  type TakeBackStepCall,
  TenantConnector,
  type TenantConnectorOptions,
} from './tenant-connector.js';
export { TenantDirectory, type TenantEntry } from './tenant-directory.js';
