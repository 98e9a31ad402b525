import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder, type FolderLock } from './folder-lock.js';

describe('The lock of a data folder', () => {
  let folder: string;
  const file = () => join(folder, 'lock');
  const lock = (path = folder): FolderLock => lockFolder(path, (owner) => new Error(`${owner} has it`));
  const written = () => JSON.parse(readFileSync(file(), 'utf8')) as Record<string, unknown>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'folder-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('refuses a second owner until the first one releases it', () => {
    const first = lock();
    expect(() => lock()).toThrow(`process ${process.pid} on`);
    first.release();
    expect(existsSync(file())).toBe(false);
    expect(lock().afterMachineCrash).toBe(false);
  });

  it('names the process, its machine and since when it has the folder', () => {
    lock();
    const { since } = written();
    expect(() => lock()).toThrow(`process ${process.pid} on ${hostname()} since ${String(since)} has it`);
    expect(Date.now() - Date.parse(String(since))).toBeLessThan(60_000);
  });

  it('is released once; another release does not affect the next owner', () => {
    const first = lock();
    first.release();
    lock();
    first.release();
    expect(() => lock()).toThrow(`process ${process.pid} on`);
  });

  it('creates the folder with access for its owner only', () => {
    lock(join(folder, 'a/b')).release();
    expect(statSync(join(folder, 'a/b')).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['the process id of a process that has ended', () => ({ pid: 2 ** 30 })],
    ['a process id that means another process here', () => ({ pid: 1, startedAt: 'elsewhere' })],
    ['the boot of another machine', () => ({ pid: 2 ** 30, bootId: 'another' })],
  ])('holds whatever its file says, such as %s', async (_what, claim) => {
    const owner = await startChild(folder);
    try {
      expect(await ask(owner, 'lock')).toBe('locked');
      writeFileSync(file(), JSON.stringify({ ...written(), ...claim() }));
      expect(() => lock()).toThrow('has it');
      rmSync(file());
      expect(() => lock()).toThrow('another process has it');
    } finally {
      owner.kill();
    }
  });

  // Another process id namespace, as in another container: no process id of one says anything in the other.
  const unshare = ['--user', '--map-root-user', '--pid', '--fork', '--mount-proc'];
  const canUnshare = spawnSync('unshare', [...unshare, 'true']).status === 0;
  (canUnshare ? it : it.skip)('holds in another process id namespace, in both directions', async () => {
    const inner = await startChild(folder, ['unshare', ...unshare]);
    const outer = await startChild(folder);
    try {
      expect(await ask(inner, 'lock')).toBe('locked');
      expect(await ask(outer, 'lock')).toBe('not locked');
      expect(await ask(inner, 'release')).toBe('not locked');
      expect(await ask(outer, 'lock')).toBe('locked');
      expect(await ask(inner, 'lock')).toBe('not locked');
    } finally {
      outer.kill();
      inner.disconnect();
    }
  });

  it('is taken over from a process that was killed', async () => {
    const killed = await startChild(folder);
    expect(await ask(killed, 'lock')).toBe('locked');
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(lock().afterMachineCrash).toBe(false);
    expect(written()['pid']).toBe(process.pid);
  });

  describe('of a release whose lock was the file alone', () => {
    const { pid } = process;
    const before = (owner: object) => {
      lock();
      const { startedAt, bootId } = written();
      rmSync(join(folder, 'lock.held'));
      writeFileSync(file(), JSON.stringify({ pid, startedAt, bootId, ...owner }));
    };

    it('is respected while that process runs', () => {
      before({});
      expect(() => lock()).toThrow(`process ${pid} has it`);
      expect(() => lock()).toThrow(`process ${pid} has it`);
    });

    it('is taken over when the process has ended', () => {
      const ended = Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
      before({ pid: ended });
      expect(lock().afterMachineCrash).toBe(false);
    });

    it('is taken over when its process id was reused', () => {
      before({ startedAt: 'long ago' });
      expect(lock().afterMachineCrash).toBe(false);
    });
  });

  it.each(['', 'no JSON', '{}', 'null'])(
    'is taken over after a crash of the machine that left the content %j',
    (text) => {
      writeFileSync(file(), text);
      expect(lock().afterMachineCrash).toBe(true);
    },
  );

  it('reports that the machine crashed while its owner ran', () => {
    lock().release();
    writeFileSync(file(), JSON.stringify({ pid: 2 ** 30, startedAt: 'before', bootId: 'another', since: 'then' }));
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
        expect(readdirSync(folder)).toEqual(['lock.held']);
      }
    } finally {
      for (const child of children) child.kill();
    }
  });
});

/** A process that locks the folder, releases it on request, and reports the outcome. */
async function startChild(folder: string, within: readonly string[] = []): Promise<ChildProcess> {
  const program = [process.execPath, '-e', CHILD, join(__dirname, '../dist/index.js'), folder];
  const [command = '', ...args] = [...within, ...program];
  const child = spawn(command, args, {
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
  process.on('disconnect', () => process.exit());
  process.send('ready');
`;

async function ask(child: ChildProcess, order: string): Promise<unknown> {
  child.send(order);
  const [answer] = (await once(child, 'message')) as [unknown];
  return answer;
}
