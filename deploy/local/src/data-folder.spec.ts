import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeDataFolder } from './data-folder.js';

describe('takeDataFolder', () => {
  let path: string;
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'landscape-data-'));
  });
  afterEach(() => rmSync(path, { recursive: true }));

  it('refuses a folder that is in use and says by whom', () => {
    const folder = takeDataFolder(path);
    expect(() => takeDataFolder(path)).toThrow(
      `A platform (process ${process.pid}) already runs on ${path}. Stop it first, or choose another folder: DATA_DIR=….`,
    );
    folder.release();
    takeDataFolder(path).release();
  });

  it('takes over the folder of a process that is gone', () => {
    writeFileSync(join(path, 'lock'), JSON.stringify({ pid: 2 ** 30 }));
    takeDataFolder(path).release();
    expect(existsSync(join(path, 'lock'))).toBe(false);
  });

  it('notes what runs, and forgets it at the end', () => {
    const folder = takeDataFolder(path);
    const parts = { nats: { pid: 7, port: 4222, url: 'nats://127.0.0.1:4222' } };
    folder.note(parts);
    const runFile = join(path, 'run.json');
    expect(JSON.parse(readFileSync(runFile, 'utf8'))).toEqual({ pid: process.pid, parts });
    folder.release();
    expect(existsSync(runFile)).toBe(false);
  });

  it('says what is wrong with a folder that cannot be made', () => {
    writeFileSync(join(path, 'file'), '');
    expect(() => takeDataFolder(join(path, 'file/below'))).toThrow(/cannot be used: .* Correct DATA_DIR/);
  });
});
