import { temporaryFolder } from '@system-landscape/test-support';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readableRoot } from './readable-root.js';

describe('The checkout as programs see it', () => {
  let parent: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    parent = await temporaryFolder('readable-root');
  });
  afterEach(() => parent.remove());

  it('is itself where its path is harmless', () => {
    expect(readableRoot("/home/an admin/it's ü").path).toBe("/home/an admin/it's ü");
  });

  it.each(['issue #7', 'what?', '100%', '%41'])('has a path without parts of a URL in a folder named %j', (name) => {
    const root = join(parent.path, name);
    const dependency = join(root, 'node_modules/dependency');
    mkdirSync(dependency, { recursive: true });
    writeFileSync(join(dependency, 'index.js'), 'module.exports = __filename;');
    writeFileSync(join(root, 'program.js'), "console.log(__filename + '\\n' + require('dependency'));");

    const { path, options, remove } = readableRoot(root);
    const output = execFileSync(process.execPath, [...options, join(path, 'program.js')], { encoding: 'utf8' });
    expect(output.split('\n').slice(0, 2)).toEqual([
      join(path, 'program.js'),
      join(path, 'node_modules/dependency/index.js'),
    ]);
    expect(output).not.toMatch(/[#?%]/);
    remove();
    expect(existsSync(dirname(path))).toBe(false);
    expect(existsSync(root)).toBe(true);
  });
});
