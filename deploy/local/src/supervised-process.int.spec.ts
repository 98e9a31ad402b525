import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@system-landscape/test-support';
import { Guard, MAX_RESTARTS_IN_A_ROW, restartDelay, SupervisedProcess } from './supervised-process.js';

const WAIT = 'setInterval(() => {}, 1000);';

describe('SupervisedProcess', () => {
  let folder: string;
  let guard: Guard;
  let happened: string[];
  const running: SupervisedProcess[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'landscape-supervised-'));
    guard = new Guard();
    happened = [];
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((each) => each.stop()));
    guard.done();
    rmSync(folder, { recursive: true });
  });

  function supervise(script: string, readyWithinMs = 20_000): SupervisedProcess {
    const supervised = new SupervisedProcess(
      {
        name: 'sample',
        command: process.execPath,
        args: ['-e', script],
        cwd: folder,
        env: process.env,
        logFile: join(folder, 'sample.log'),
        ready: { line: /^ready$/ },
        readyWithinMs,
      },
      {
        started: () => happened.push('started'),
        exited: (_spec, reason) => happened.push(`exited: ${reason}`),
        recovered: () => happened.push('recovered'),
        failed: () => happened.push('failed'),
      },
      guard,
      () => 1,
    );
    running.push(supervised);
    return supervised;
  }

  it('restarts a killed process', async () => {
    const sample = supervise(`console.log('ready');${WAIT}`);
    await sample.start();
    const first = sample.pid ?? 0;
    process.kill(first, 'SIGKILL');
    await eventually(() => happened.includes('recovered'));
    expect(sample.pid).not.toBe(first);
    expect(happened).toEqual(['started', 'exited: ended by SIGKILL', 'started', 'recovered']);
  });

  it('does not restart a process that was killed on purpose, until restart is called', async () => {
    const sample = supervise(`console.log('ready');${WAIT}`);
    await sample.start();
    await sample.kill();
    expect(sample.pid).toBeUndefined();
    await sample.restart();
    expect(happened).toEqual(['started', 'started']);
  });

  it('stops restarting a process that ends again and again', async () => {
    const sample = supervise(`console.log('ready'); setImmediate(() => process.exit(7))`);
    await sample.start();
    await eventually(() => happened.includes('failed'));
    expect(happened.filter((what) => what === 'exited: ended with exit code 7')).toHaveLength(MAX_RESTARTS_IN_A_ROW);
  });

  it('reports why a start failed, and keeps the last lines and the log', async () => {
    const sample = supervise(`console.error('GATEWAY_PORT is wrong'); process.exit(1)`);
    await expect(sample.start()).rejects.toThrow('sample ended with exit code 1 before it was ready');
    expect(sample.tail()).toBe('GATEWAY_PORT is wrong');
    await sample.stop();
    expect(readFileSync(join(folder, 'sample.log'), 'utf8')).toBe('GATEWAY_PORT is wrong\n');
  });

  it('kills a process that does not become ready', async () => {
    const sample = supervise(WAIT, 300);
    await expect(sample.start()).rejects.toThrow('sample was not ready within 0.3 s');
    expect(sample.pid).toBeUndefined();
  });

  it('keeps the log of the previous run', async () => {
    const first = supervise(`console.log('ready');${WAIT}`);
    await first.start();
    await first.stop();
    supervise('');
    expect(readFileSync(join(folder, 'sample.previous.log'), 'utf8')).toBe('ready\n');
  });

  it('cannot be started after it was stopped', async () => {
    const sample = supervise(`console.log('ready');${WAIT}`);
    await sample.stop();
    await expect(sample.start()).rejects.toThrow('sample was stopped and cannot be started again');
  });
});

it('waits longer from restart to restart, up to five seconds', () => {
  const delays = Array.from({ length: MAX_RESTARTS_IN_A_ROW }, (_, index) => restartDelay(index + 1));
  expect(delays).toEqual([200, 400, 800, 1600, 3200, 5000, 5000, 5000, 5000, 5000]);
});
