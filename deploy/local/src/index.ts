export type { RunningPart } from './data-folder.js';
export type { PlatformUrls } from './parts.js';
export { startPlatform, StartRefused, type Platform, type PlatformOptions } from './platform.js';
export type { PartName } from './settings.js';
export { curlExample } from './start-messages.js';
