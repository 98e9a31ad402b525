export { AccessTokenVerifier, TokenRefused, TooManyTokens } from './access-token-verifier.js';
export { discoverProvider, ProviderUnavailable } from './openid-discovery.js';
