import { REPOSITORY_ROOT } from '@system-landscape/local';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const REGISTRY = 'localhost/system-landscape';
export const TAG = 'test';

/** The images of this repository, as the Containerfile names them. */
export const IMAGES = [
  ...readFileSync(join(REPOSITORY_ROOT, 'deploy/images/Containerfile'), 'utf8').matchAll(/^FROM platform AS (\S+)$/gm),
].map(([, name]) => name!);

export const imageOf = (name: string): string => `${REGISTRY}/${name}:${TAG}`;
