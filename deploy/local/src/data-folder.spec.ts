import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockDataFolder } from './data-folder.js';

describe('lockDataFolder', () => {
  let path: string;
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'landscape-data-'));
  });
  afterEach(() => rmSync(path, { recursive: true }));

  it('refuses a folder that is in use, and names the process', () => {
    const folder = lockDataFolder(path);
    expect(() => lockDataFolder(path)).toThrow(
      new RegExp(
        `^A platform \\(process ${process.pid} on .+ since .+Z\\) is already running on ${path}. ` +
          'Stop it first, or choose another folder: DATA_DIR=….$',
      ),
    );
    folder.release();
    lockDataFolder(path).release();
  });

  it('takes over the folder of a process that has ended', () => {
    writeFileSync(join(path, 'lock'), JSON.stringify({ pid: 2 ** 30 }));
    lockDataFolder(path).release();
    expect(existsSync(join(path, 'lock'))).toBe(false);
  });

  it('writes run.json and removes it at the end', () => {
    const folder = lockDataFolder(path);
    const parts = { nats: { pid: 7, port: 4222, url: 'nats://127.0.0.1:4222' } };
    folder.writeRunFile(parts);
    const runFile = join(path, 'run.json');
    expect(JSON.parse(readFileSync(runFile, 'utf8'))).toEqual({ pid: process.pid, parts });
    folder.release();
    expect(existsSync(runFile)).toBe(false);
  });

  it('says why a folder cannot be created', () => {
    writeFileSync(join(path, 'file'), '');
    expect(() => lockDataFolder(join(path, 'file/below'))).toThrow(/cannot be used: .* Correct DATA_DIR/);
  });
});
