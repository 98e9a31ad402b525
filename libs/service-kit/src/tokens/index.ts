export { AccessTokenVerifier, TokenRefused } from './access-token-verifier.js';
export { discoverProvider, ProviderUnavailable } from './openid-discovery.js';
