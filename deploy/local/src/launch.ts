import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { constants, Script } from 'node:vm';

/**
 * `node launch.js <file of a bundle> <arguments>…`: runs a bundled program with what V8 remembers of compiling it the
 * last time, which is kept beside it for each program. Node 22 can do that by itself (`module.enableCompileCache`).
 */

type Load = (exports: object, require: NodeJS.Require, module: object, file: string, folder: string) => void;

/** By then all is compiled that a start needs; later V8 drops what is not called. */
const REMEMBER_AFTER_MS = 5_000;

const [node = '', , program = '', ...given] = process.argv;
const entry = resolve(program);
process.argv = [node, entry, ...given];
const folder = dirname(entry);
const outside = createRequire(entry);
const loaded = new Map<string, { exports: object }>();
const unknown: [string, Script][] = [];

function load(file: string): object {
  const known = loaded.get(file);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(file, module);
  const script = compile(file);
  const require = Object.assign(
    (id: string) => (id.startsWith('./') ? load(join(folder, id)) : (outside(id) as unknown)),
    outside,
  );
  (script.runInThisContext() as Load).call(module.exports, module.exports, require, module, file, folder);
  return module.exports;
}

function compile(file: string): Script {
  const memory = `${file}.for.${basename(entry)}`;
  const cachedData = readIfThere(memory);
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData && { cachedData }),
  });
  if (cachedData === undefined || script.cachedDataRejected) unknown.push([memory, script]);
  return script;
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Several processes may do so at once: a rename is atomic, and all write the same. */
function remember(): void {
  for (const [file, script] of unknown.splice(0)) {
    const mine = `${file}.${process.pid}`;
    try {
      writeFileSync(mine, script.createCachedData());
      renameSync(mine, file);
    } catch {
      // A folder that cannot be written, or a newer bundle there: the next start is slower, that is all.
    }
  }
}

load(entry);
if (unknown.length > 0) setTimeout(remember, REMEMBER_AFTER_MS).unref();
