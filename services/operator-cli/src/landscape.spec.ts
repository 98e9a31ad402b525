import { PassThrough } from 'node:stream';
import { run, VERSION } from './landscape.js';

it('landscape --version prints the version of the package', async () => {
  const { version } = jest.requireActual<{ version: string }>('../package.json');
  const stdout = new PassThrough({ encoding: 'utf8' });
  const io = { env: {}, stdout, stderr: new PassThrough(), signal: new AbortController().signal };
  expect(await run(['--version'], io)).toBe(0);
  expect(stdout.read()).toBe(`${version}\n`);
  expect(VERSION).toBe(version);
});
