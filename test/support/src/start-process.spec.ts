import { startProcess } from './start-process.js';

const node = (script: string) => ({
  name: 'sample',
  command: process.execPath,
  args: ['-e', script],
  readyLine: /ready on (\d+)/,
});
const WAIT = 'setInterval(() => {}, 1000);';

describe('startProcess', () => {
  it('resolves at the ready line with its match', async () => {
    const running = await startProcess(node(`console.log('ready on 42');${WAIT}`));
    expect(running.ready[1]).toBe('42');
    expect(await running.stop()).toEqual({ code: null, signal: 'SIGTERM' });
  });

  it('throws with the output when the process ends before it is ready', async () => {
    await expect(startProcess(node(`console.error('no such key'); process.exit(3)`))).rejects.toThrow(
      /sample ended before it was ready \(exit code 3\)[\s\S]*no such key/,
    );
  });

  it('throws and kills the process when it exceeds the time limit', async () => {
    await expect(startProcess({ ...node(WAIT), readyWithinMs: 200 })).rejects.toThrow('not ready within 200 ms');
  });

  it('throws with the name of a command that does not exist', async () => {
    await expect(startProcess({ name: 'sample', command: '/no/such', readyLine: /x/ })).rejects.toThrow(
      'sample cannot be started: spawn /no/such ENOENT',
    );
  });

  it('kills a process that ignores SIGTERM', async () => {
    const running = await startProcess(node(`process.on('SIGTERM', () => {}); console.log('ready on 1');${WAIT}`));
    expect(await running.stop(100)).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await running.kill()).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('kills the process when the process that started it ends', async () => {
    const outer = `
      const { startProcess } = require(${JSON.stringify(require.resolve('../dist/start-process.js'))});
      startProcess({ name: 'inner', command: process.execPath, args: ['-e', 'console.log("up");${WAIT}'], readyLine: /up/ })
        .then((inner) => { console.log('ready on ' + inner.pid); });`;
    const running = await startProcess(node(outer));
    const innerPid = Number(running.ready[1]);
    await running.kill();
    const isGone = () => {
      try {
        process.kill(innerPid, 0);
        return false;
      } catch {
        return true;
      }
    };
    await (await import('./eventually.js')).eventually(isGone, { what: `process ${innerPid} is gone` });
  });
});
