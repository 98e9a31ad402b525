import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder, type FolderLock } from './folder-lock.js';

describe('The lock of a data folder', () => {
  let folder: string;
  const file = () => join(folder, 'lock');
  const lock = (path = folder): FolderLock => lockFolder(path, (pid) => new Error(`process ${pid} has it`));
  const written = () => JSON.parse(readFileSync(file(), 'utf8')) as Record<string, unknown>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'folder-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('refuses a second owner until the first one releases it', () => {
    const first = lock();
    expect(() => lock()).toThrow(`process ${process.pid} has it`);
    first.release();
    expect(existsSync(file())).toBe(false);
    expect(lock().afterMachineCrash).toBe(false);
  });

  it('is released once; another release does not affect the next owner', () => {
    const first = lock();
    first.release();
    lock();
    first.release();
    expect(() => lock()).toThrow(`process ${process.pid} has it`);
  });

  it('creates the folder with access for its owner only', () => {
    lock(join(folder, 'a/b')).release();
    expect(statSync(join(folder, 'a/b')).mode & 0o777).toBe(0o700);
  });

  it('is taken over from a process that has ended', () => {
    lock();
    const ended = Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
    writeFileSync(file(), JSON.stringify({ ...written(), pid: ended }));
    expect(lock().afterMachineCrash).toBe(false);
    expect(written()['pid']).toBe(process.pid);
  });

  it('is taken over when the process id of its owner was reused', () => {
    lock();
    writeFileSync(file(), JSON.stringify({ ...written(), startedAt: 'long ago' }));
    expect(lock().afterMachineCrash).toBe(false);
  });

  it.each(['', 'no JSON', '{}', 'null'])(
    'is taken over after a crash of the machine that left the content %j',
    (text) => {
      writeFileSync(file(), text);
      expect(lock().afterMachineCrash).toBe(true);
    },
  );

  it('reports that the machine crashed while its owner ran', () => {
    lock();
    writeFileSync(file(), JSON.stringify({ ...written(), startedAt: 'before', bootId: 'another' }));
    expect(lock().afterMachineCrash).toBe(true);
  });

  it('goes to exactly one of several concurrent processes, also when a lock was left behind', async () => {
    const children = await Promise.all(Array.from({ length: 6 }, () => startChild(folder)));
    try {
      for (let round = 0; round < 30; round += 1) {
        if (round % 2 === 0)
          writeFileSync(file(), JSON.stringify({ pid: 2 ** 30, startedAt: '1', bootId: `${round}` }));
        const answers = await Promise.all(children.map((child) => ask(child, 'lock')));
        expect(answers.filter((answer) => answer === 'locked')).toHaveLength(1);
        await Promise.all(children.map((child) => ask(child, 'release')));
        expect(readdirSync(folder)).toEqual([]);
      }
    } finally {
      for (const child of children) child.kill();
    }
  });
});

/** A process that locks the folder, releases it on request, and reports the outcome. */
async function startChild(folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', CHILD, join(__dirname, '../dist/index.js'), folder], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return child;
}

const CHILD = `
  const [lib, folder] = process.argv.slice(1);
  const { lockFolder } = require(lib);
  let lock;
  process.on('message', (order) => {
    if (order === 'release') lock = lock?.release();
    else
      try {
        lock = lockFolder(folder, () => new Error('in use'));
      } catch (error) {
        if (error.message !== 'in use') throw error;
      }
    process.send(lock ? 'locked' : 'not locked');
  });
  process.send('ready');
`;

async function ask(child: ChildProcess, order: string): Promise<unknown> {
  child.send(order);
  const [answer] = (await once(child, 'message')) as [unknown];
  return answer;
}
