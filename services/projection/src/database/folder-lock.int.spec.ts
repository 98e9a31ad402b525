import { temporaryFolder } from '@system-landscape/test-support';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FolderInUse, lockFolder } from './folder-lock.js';

describe('The lock of a data folder', () => {
  let folder: { path: string; remove: () => Promise<void> };
  const file = () => join(folder.path, 'lock');
  const written = () => JSON.parse(readFileSync(file(), 'utf8')) as Record<string, unknown>;

  beforeEach(async () => {
    folder = await temporaryFolder('lock');
  });
  afterEach(() => folder.remove());

  it('refuses a second owner, with what to do, until the first one gives it back', () => {
    const lock = lockFolder(folder.path);
    expect(() => lockFolder(folder.path)).toThrow(FolderInUse);
    expect(() => lockFolder(folder.path)).toThrow(/in use by process \d+.*DATABASE_URL/);
    lock.release();
    expect(existsSync(file())).toBe(false);
    expect(lockFolder(folder.path).afterMachineCrash).toBe(false);
  });

  it('makes the folder', () => {
    lockFolder(join(folder.path, 'a/b')).release();
    expect(existsSync(join(folder.path, 'a/b'))).toBe(true);
  });

  it('takes over from a process that has ended', () => {
    lockFolder(folder.path);
    const ended = Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
    writeFileSync(file(), JSON.stringify({ ...written(), pid: ended }));
    expect(lockFolder(folder.path).afterMachineCrash).toBe(false);
    expect(written()['pid']).toBe(process.pid);
  });

  it('is not fooled by a process id that was given out again', () => {
    lockFolder(folder.path);
    writeFileSync(file(), JSON.stringify({ ...written(), startedAt: 'long ago' }));
    expect(lockFolder(folder.path).afterMachineCrash).toBe(false);
  });

  it.each(['', 'no JSON', '{}', 'null'])('takes over what a crash of the machine has left: %j', (text) => {
    writeFileSync(file(), text);
    expect(lockFolder(folder.path).afterMachineCrash).toBe(true);
  });

  it('knows when the machine went down with the owner', () => {
    lockFolder(folder.path);
    writeFileSync(file(), JSON.stringify({ ...written(), startedAt: 'before', bootId: 'another' }));
    expect(lockFolder(folder.path).afterMachineCrash).toBe(true);
  });
});
