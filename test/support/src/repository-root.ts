import { resolve } from 'node:path';

/** The folder of the root package.json, seen from src and from dist alike. */
export const REPOSITORY_ROOT = resolve(__dirname, '../../..');
