import { Logger } from '@nestjs/common';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ReloadedFile } from './reloaded-file.js';

let folder: string;
let path: string;
let now = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reloaded-file-'));
  path = join(folder, 'keys');
  writeFileSync(path, 'a');
  now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const load = jest.fn((file: string) => {
  const text = readFileSync(file, 'utf8');
  if (text === 'damaged') throw new Error('is damaged');
  return { text };
});
const replace = (text: string) => {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
};

it('is read again when it has changed, within ten seconds', () => {
  const file = new ReloadedFile(path, load);
  replace('b');
  now = 9_999;
  expect(file.current).toEqual({ text: 'a' });
  now = 10_000;
  expect(file.current).toEqual({ text: 'b' });
  const { current } = file;
  now = 20_000;
  expect(file.current).toBe(current);
});

it.each(['damaged', undefined])('that becomes %s leaves what was read before in use, and says so once', (text) => {
  const error = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  const file = new ReloadedFile(path, load);
  if (text === undefined) rmSync(path);
  else replace(text);
  for (now = 10_000; now <= 30_000; now += 10_000) expect(file.current).toEqual({ text: 'a' });
  expect(error).toHaveBeenCalledTimes(1);
  replace('good again');
  now = 40_000;
  expect(file.current).toEqual({ text: 'good again' });
});

it('that cannot be used at the start is an error', () => {
  replace('damaged');
  expect(() => new ReloadedFile(path, load)).toThrow('is damaged');
});
