export { REPOSITORY_ROOT } from './components.js';
export { startLocalPlatform, type Host, type LocalPlatform, type LocalPlatformOptions } from './local-platform.js';
export { natsConfig } from './nats-config.js';
export { PORT_SETTINGS } from './settings.js';
export { freePort } from './ports.js';
export { curlExample } from './start-messages.js';
