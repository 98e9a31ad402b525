import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const NOT_OURS = new Set(['node_modules', 'dist', 'coverage', 'results', 'generated', 'cache']);

/** The files below a folder, except installed, built and generated ones. @param {string} folder @returns {string[]} */
export function ourFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name) || (entry.name.startsWith('.') && entry.name !== '.ci')) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? ourFiles(path) : [path];
  });
}
