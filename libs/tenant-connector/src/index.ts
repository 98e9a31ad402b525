export {
  AccessTokenUnavailable,
  ClientCredentials,
  RESOURCE_PARAMETERS,
  type ResourceParameter,
} from './access-tokens.js';
export type { TenantAnswer } from './tenant-answer.js';
export { type PerformStepCall, type StepCall, TenantConnector } from './tenant-connector.js';
export { checkedResources, TenantDirectory } from './tenant-directory.js';
