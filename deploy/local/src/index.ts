export type { RunningPart } from './data-folder.js';
export { REPOSITORY_ROOT, type PlatformUrls } from './parts.js';
export { startPlatform, StartRefused, type Platform, type PlatformOptions } from './platform.js';
export { PART_SETTINGS, type PartName } from './settings.js';
export { freePort } from './ports.js';
export { curlExample } from './start-messages.js';
