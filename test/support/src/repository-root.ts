import { resolve } from 'node:path';

/** The folder of the root package.json; correct from `src` and from `dist`. */
export const REPOSITORY_ROOT = resolve(__dirname, '../../..');
