export { REPOSITORY_ROOT } from './components.js';
export { startLocalPlatform, type LocalPlatform, type LocalPlatformOptions } from './local-platform.js';
export { PORT_SETTINGS } from './settings.js';
export { freePort } from './ports.js';
export { curlExample } from './start-messages.js';
