import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { OutputChunk } from 'rolldown';

/** Parameters of the function that each chunk is wrapped in; `run-bundle.ts` calls it. */
const PARAMETERS = 'exports, require, module, __filename, __dirname';

/** Packages that load files from their own folder, or native code. */
const NOT_BUNDLED = /^(libsql|lmdb|pino|swagger-ui-dist)(\/|$)/;

const MANIFEST = 'manifest.json';
/** State of a file that is missing or changed while the bundles were built: never up to date. */
const UNKNOWN = 'unknown';

/** Written last, so that an interrupted build leaves no valid bundle. */
interface Manifest {
  /** Folder of the checkout; the bundles contain its path. */
  readonly root: string;
  /** Bundle file per program. */
  readonly programs: Readonly<Record<string, string>>;
  /** Size and modification time of every source file. */
  readonly sources: Readonly<Record<string, string>>;
}

/** Bundles of the services. Loading two thousand small files takes most of the start of a process. */
export class Bundles {
  private readonly folder: string;
  private readonly manifestFile: string;

  constructor(private readonly root: string) {
    this.folder = join(root, 'deploy/local/dist/bundles');
    this.manifestFile = join(this.folder, MANIFEST);
  }

  /** Bundle file per program; empty when a source file has changed since the bundles were built. */
  upToDate(): Readonly<Record<string, string>> {
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
  async build(programs: readonly string[]): Promise<void> {
    const { rolldown } = await import('rolldown');
    const began = Date.now();
    const input = Object.fromEntries(programs.map((program) => [nameOf(program), join(this.root, program)]));
    const bundle = await rolldown({
      input,
      platform: 'node',
      external: (id) => isBuiltin(id) || NOT_BUNDLED.test(id),
      plugins: [
        {
          name: 'original-folders',
          transform: (code, id) => (isOwnFile(fromRoot(this.root, id)) ? withOriginalFolder(code, id) : null),
        },
      ],
      // Optional packages that are not installed cause warnings; a module that cannot be bundled is an error anyway.
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
    this.writeManifest({
      root: this.root,
      programs: entriesOf(chunks, this.root),
      sources: this.statesOf(sourcesOf(chunks, this.root), began),
    });
    this.keepOnly(chunks.map(({ fileName }) => fileName));
  }

  /** Atomically, since another start may be reading it. */
  private writeManifest(manifest: Manifest): void {
    const unfinished = `${this.manifestFile}.${process.pid}`;
    writeFileSync(unfinished, JSON.stringify(manifest));
    renameSync(unfinished, this.manifestFile);
  }

  /** Safe while another start builds: it writes files with the same names, and its own manifest. */
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

/** The source files of this repository, and the lock file instead of the files of the packages. */
function sourcesOf(chunks: readonly OutputChunk[], root: string): string[] {
  const modules = chunks.flatMap(({ moduleIds }) => moduleIds).map((id) => fromRoot(root, id));
  return ['package-lock.json', ...modules.filter(isOwnFile)];
}

/** @param file from the root */
function isOwnFile(file: string): boolean {
  return /^\w/.test(file) && !/(^|\/)node_modules\//.test(file);
}

/** `__dirname` must be the folder of the original file, not of the bundle. */
function withOriginalFolder(code: string, file: string): string {
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
 * Escapes non-ASCII characters, because V8 stores pure ASCII source in half the memory. They occur only in strings, regular
 * expressions and identifiers, where the escape means the same; a backslash before such a character has no meaning.
 */
function inAscii(code: string): string {
  return code.replace(/(\\*)([^\0-\x7f])/g, (_, backslashes: string, unit: string) => {
    const others = backslashes.slice(backslashes.length % 2);
    return `${others}\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
