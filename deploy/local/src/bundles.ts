import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { OutputChunk } from 'rolldown';

/** What the chunks of a bundle are called with, in this order, by `launch.ts`. */
const PARAMETERS = 'exports, require, module, __filename, __dirname';

/** They load files that lie beside their own, or are made of machine code. */
const NOT_BUNDLED = /^(lmdb|@electric-sql\/pglite|pino|swagger-ui-dist)(\/|$)/;

const MANIFEST = 'manifest.json';
/** State of a file that is not there, or that changed while the bundles were made: it is never up to date. */
const UNKNOWN = 'unknown';

/** Written last, so that a bundle that was cut off while it was made is none. */
interface Manifest {
  /** Folder of the checkout: it stands in the bundles. */
  readonly root: string;
  /** File in the bundle's folder by program. */
  readonly programs: Readonly<Record<string, string>>;
  /** Size and time of change by the file that the bundle was made from. */
  readonly sources: Readonly<Record<string, string>>;
}

/** The programs of a checkout, each in few files instead of two thousand: a process spends most of its start on those. */
export class Bundles {
  private readonly folder: string;
  private readonly manifestFile: string;

  constructor(private readonly root: string) {
    this.folder = join(root, 'deploy/local/dist/bundles');
    this.manifestFile = join(this.folder, MANIFEST);
  }

  /** The file to launch by program; empty when something has changed since the bundles were made. */
  fresh(): Readonly<Record<string, string>> {
    let manifest: Manifest;
    try {
      manifest = JSON.parse(readFileSync(this.manifestFile, 'utf8')) as Manifest;
    } catch {
      return {};
    }
    const { root, sources, programs } = manifest;
    if (root !== this.root) return {};
    if (Object.entries(sources).some(([file, state]) => state === UNKNOWN || this.stateOf(file) !== state)) return {};
    return Object.fromEntries(Object.entries(programs).map(([program, file]) => [program, join(this.folder, file)]));
  }

  /**
   * @param programs built files, from the root
   * @throws Error when one cannot be bundled
   */
  async make(programs: readonly string[]): Promise<void> {
    const { rolldown } = await import('rolldown');
    const began = Date.now();
    const input = Object.fromEntries(programs.map((program) => [nameOf(program), join(this.root, program)]));
    const bundle = await rolldown({
      input,
      platform: 'node',
      external: (id) => isBuiltin(id) || NOT_BUNDLED.test(id),
      plugins: [
        {
          name: 'folders-of-ours',
          transform: (code, id) => (isOurs(fromRoot(this.root, id)) ? inItsFolder(code, id) : null),
        },
      ],
      // Packages ask for companions that nobody installed, and do without; what cannot be bundled is an error all the same.
      logLevel: 'silent',
    });
    const entryFileNames = '[name]-[hash].js';
    const { output } = await bundle.generate({ format: 'cjs', comments: false, entryFileNames });
    await bundle.close();
    const chunks = output.filter((file): file is OutputChunk => file.type === 'chunk');

    mkdirSync(this.folder, { recursive: true });
    for (const { fileName, code } of chunks) {
      writeFileSync(join(this.folder, fileName), `(function (${PARAMETERS}) {${inAscii(code)}\n})`);
    }
    this.write({
      root: this.root,
      programs: entriesOf(chunks, this.root),
      sources: this.statesOf(sourcesOf(chunks, this.root), began),
    });
    this.keepOnly(chunks.map(({ fileName }) => fileName));
  }

  /** At once: another start may be reading it. */
  private write(manifest: Manifest): void {
    const unfinished = `${this.manifestFile}.${process.pid}`;
    writeFileSync(unfinished, JSON.stringify(manifest));
    renameSync(unfinished, this.manifestFile);
  }

  /** Of what another start makes at the same time it takes nothing away: that has the same files, and its own manifest. */
  private keepOnly(files: readonly string[]): void {
    for (const name of readdirSync(this.folder)) {
      const isKept = [MANIFEST, ...files].some((file) => name.startsWith(file));
      if (!isKept) rmSync(join(this.folder, name), { force: true });
    }
  }

  private statesOf(files: readonly string[], before: number): Record<string, string> {
    return Object.fromEntries(files.map((file) => [file, this.stateOf(file, before)]));
  }

  private stateOf(file: string, before = Infinity): string {
    const state = statSync(join(this.root, file), { throwIfNoEntry: false });
    return state === undefined || state.mtimeMs >= before ? UNKNOWN : `${state.size} ${state.mtimeMs}`;
  }
}

function entriesOf(chunks: readonly OutputChunk[], root: string): Record<string, string> {
  const entries = chunks.filter(({ isEntry }) => isEntry);
  return Object.fromEntries(entries.map(({ facadeModuleId, fileName }) => [fromRoot(root, facadeModuleId!), fileName]));
}

/** Our own files, and what says which packages there are. */
function sourcesOf(chunks: readonly OutputChunk[], root: string): string[] {
  const modules = chunks.flatMap(({ moduleIds }) => moduleIds).map((id) => fromRoot(root, id));
  return ['package-lock.json', ...modules.filter(isOurs)];
}

/** @param file from the root */
function isOurs(file: string): boolean {
  return /^\w/.test(file) && !/(^|\/)node_modules\//.test(file);
}

/** What lies beside a file of ours is found from there, not from the bundle. */
function inItsFolder(code: string, file: string): string {
  return code.replaceAll('__dirname', () => JSON.stringify(dirname(file)));
}

function fromRoot(root: string, file: string): string {
  return relative(root, file).replaceAll(sep, '/');
}

/** `services/gateway/dist/main.js` → `gateway`. */
function nameOf(program: string): string {
  return basename(dirname(dirname(program)));
}

/**
 * V8 keeps a text of ASCII in half the memory. Such a character can only stand in strings, patterns and names, and means
 * the same there as its escape; a backslash that escapes it means nothing.
 */
function inAscii(code: string): string {
  return code.replace(/(\\*)([^\0-\x7f])/g, (_, backslashes: string, unit: string) => {
    const others = backslashes.slice(backslashes.length % 2);
    return `${others}\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
