import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const PACKAGE = join(__dirname, '..');
const node = (...args: string[]) =>
  execFileSync(process.execPath, args, { cwd: PACKAGE, encoding: 'utf8', stdio: 'pipe' });

describe('the package', () => {
  it('has types that are up to date with the documents (else: npm run documents)', () => {
    expect(() => node('generate.mjs', '--check')).not.toThrow();
  });

  it.each([
    ['import', "import * as client from '@system-landscape/api-client';"],
    ['require', "const client = require('@system-landscape/api-client');"],
  ])('can be loaded by %s', (how, load) => {
    const type = how === 'import' ? 'module' : 'commonjs';
    const names = node(`--input-type=${type}`, '-e', `${load} console.log(Object.keys(client).sort().join())`).trim();
    expect(names.replace('module.exports,', '').split(',')).toEqual(
      expect.arrayContaining(['EVENT_TYPES', 'LandscapeError', 'connectLandscape', 'landscapeOnNats']),
    );
  });

  it('is one module for import and require', () => {
    const both = `import { createRequire } from 'node:module'; import { LandscapeError } from '@system-landscape/api-client';
      console.log(createRequire(process.cwd() + '/x.js')('@system-landscape/api-client').LandscapeError === LandscapeError)`;
    expect(node('--input-type=module', '-e', both).trim()).toBe('true');
  });
});
