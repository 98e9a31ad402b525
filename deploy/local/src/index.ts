export { REPOSITORY_ROOT } from './parts.js';
export { startPlatform, type Platform, type PlatformOptions } from './platform.js';
export { PART_SETTINGS } from './settings.js';
export { freePort } from './ports.js';
export { curlExample } from './start-messages.js';
