import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { constants, Script } from 'node:vm';

/**
 * `node run-bundle.js <file of a bundle> <arguments>…`: runs a bundled program with V8's code cache, which is stored next
 * to the bundle, one per program and release of Node. Node 22 has this built in (`module.enableCompileCache`).
 */

type Load = (exports: object, require: NodeJS.Require, module: object, file: string, folder: string) => void;

/** By then all code that a start needs is compiled; later V8 discards code that is not called. */
const CACHE_AFTER_MS = 5_000;

const [node = '', , program = '', ...args] = process.argv;
const entry = resolve(program);
process.argv = [node, entry, ...args];
const folder = dirname(entry);
const requireExternal = createRequire(entry);
/** V8 takes the cache of another patch release of Node for its own, although it differs, and crashes. */
const cacheSuffix = `.for.${basename(entry)}.${process.version}-${process.arch}`;
const loaded = new Map<string, { exports: object }>();
const uncached: [string, Script][] = [];

function load(file: string): object {
  const known = loaded.get(file);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(file, module);
  const script = compile(file);
  const require = Object.assign(
    (id: string) => (id.startsWith('./') ? load(join(folder, id)) : (requireExternal(id) as unknown)),
    requireExternal,
  );
  (script.runInThisContext() as Load).call(module.exports, module.exports, require, module, file, folder);
  return module.exports;
}

function compile(file: string): Script {
  const cacheFile = file + cacheSuffix;
  const cachedData = readIfExists(cacheFile);
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData && { cachedData }),
  });
  if (cachedData === undefined || script.cachedDataRejected) uncached.push([cacheFile, script]);
  return script;
}

function readIfExists(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Several processes may write the same file at once: the rename is atomic, and all contents are valid. */
function writeCodeCache(): void {
  for (const [file, script] of uncached.splice(0)) {
    const temporary = `${file}.${process.pid}`;
    try {
      writeFileSync(temporary, script.createCachedData());
      renameSync(temporary, file);
    } catch {
      // The folder cannot be written, or the bundle was replaced: only the next start is slower.
    }
  }
}

load(entry);
if (uncached.length > 0) setTimeout(writeCodeCache, CACHE_AFTER_MS).unref();
