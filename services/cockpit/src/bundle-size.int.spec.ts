import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const APP = join(__dirname, '../dist/app');
const LIMIT = 500 * 1024;

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

/** What the browser loads for these entries of Vite's manifest: they, what they import, and their styles. */
function filesFor(manifest: Record<string, Chunk>, entries: readonly string[]): Set<string> {
  const files = new Set<string>();
  const visit = (name: string) => {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`The build has no ${name}`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    chunk.imports?.forEach(visit);
  };
  entries.forEach(visit);
  return files;
}

describe('the built cockpit', () => {
  it('loads less than 500 kB, compressed, for the first page', () => {
    if (!existsSync(APP)) throw new Error('The cockpit is not built: node deploy/local/prepare.mjs');
    const manifest = JSON.parse(readFileSync(join(APP, 'manifest.json'), 'utf8')) as Record<string, Chunk>;
    const entries = ['index.html', 'src/shell/render-cockpit.tsx', 'src/systems/systems-page.tsx', 'src/texts/en.json'];
    const sizes = [...filesFor(manifest, entries)].map((file): [string, number] => [
      file,
      gzipSync(readFileSync(join(APP, file))).length,
    ]);
    const inUse = /fonts\/72-(Regular|SemiboldDuplex|Bold)\.woff2$/;
    const fonts = Object.entries(manifest).filter(([name]) => inUse.test(name));
    expect(fonts).toHaveLength(3);
    for (const [, { file }] of fonts) sizes.push([file, readFileSync(join(APP, file)).length]);
    const total = sizes.reduce((sum, [, size]) => sum + size, 0);
    // The files stand in the message of a failure.
    expect(total < LIMIT ? [] : [...sizes, ['total', total]]).toEqual([]);
    expect(total).toBeGreaterThan(100 * 1024);
  });

  it('has no code of NATS in it', () => {
    const manifest = JSON.parse(readFileSync(join(APP, 'manifest.json'), 'utf8')) as Record<string, Chunk>;
    expect(Object.keys(manifest).filter((name) => /node_modules\/nats\//.test(name))).toEqual([]);
    const code = Object.values(manifest).filter(({ file }) => file.endsWith('.js'));
    const withNats = code.filter(({ file }) => readFileSync(join(APP, file), 'utf8').includes('JetStream'));
    expect(withNats).toEqual([]);
  });
});
