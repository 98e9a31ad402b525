import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@system-landscape/test-support';
import { answersHttp } from './answers.js';
import { freePort } from './ports.js';
import {
  Guard,
  MAX_RESTARTS_IN_A_ROW,
  restartDelay,
  SupervisedProcess,
  type ProcessSpec,
} from './supervised-process.js';

const WAIT = 'setInterval(() => {}, 1000);';

describe('SupervisedProcess', () => {
  let folder: string;
  let guard: Guard;
  let happened: string[];
  let now: number;
  const running: SupervisedProcess[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'landscape-supervised-'));
    guard = new Guard();
    happened = [];
    now = 0;
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((each) => each.stop()));
    guard.done();
    rmSync(folder, { recursive: true });
  });

  function supervise(script: string, more: Partial<ProcessSpec> = {}): SupervisedProcess {
    const supervised = new SupervisedProcess(
      {
        name: 'sample',
        command: process.execPath,
        args: ['-e', script],
        cwd: folder,
        env: process.env,
        logFile: join(folder, 'sample.log'),
        ready: { line: /^ready$/ },
        readyWithinMs: 20_000,
        ...more,
      },
      {
        started: () => happened.push('started'),
        waiting: (_spec, _seconds, reason) => happened.push(`waiting: ${reason}`),
        hung: () => happened.push('hung'),
        logProblem: (line) => happened.push(line),
        exited: (_spec, reason) => happened.push(`exited: ${reason}`),
        recovered: () => happened.push('recovered'),
        failed: () => happened.push('failed'),
      },
      guard,
      () => 1,
      () => now,
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

  it('says why a restart fails, and gives up also when the process ran for long before', async () => {
    const sample = supervise(
      `const fs = require('fs');
       if (fs.existsSync('started')) { console.error('the key is wrong'); process.exit(1); }
       fs.writeFileSync('started', ''); console.log('ready');${WAIT}`,
    );
    await sample.start();
    now += 3_600_000;
    process.kill(sample.pid ?? 0, 'SIGKILL');
    await eventually(() => happened.includes('failed'));
    expect(happened).toContain('exited: ended with exit code 1 before it was ready: the key is wrong');
  });

  it('reports why a start failed, and keeps the last lines and the log', async () => {
    const sample = supervise(`console.error('GATEWAY_PORT is wrong'); process.exit(1)`);
    await expect(sample.start()).rejects.toThrow('sample ended with exit code 1 before it was ready');
    expect(sample.tail()).toBe('GATEWAY_PORT is wrong');
    await sample.stop();
    expect(readFileSync(join(folder, 'sample.log'), 'utf8')).toBe('GATEWAY_PORT is wrong\n');
  });

  it('kills a process that does not become ready', async () => {
    const sample = supervise(WAIT, { readyWithinMs: 300 });
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

  it.each([
    ['that is frozen', (pid: number) => process.kill(pid, 'SIGSTOP')],
    ['whose event loop hangs', (pid: number) => process.kill(pid, 'SIGUSR2')],
  ])('replaces a process %s, and says so', async (_what, freeze) => {
    const port = await freePort();
    const sample = supervise(
      `process.on('SIGUSR2', () => { for (;;); });
       require('http').createServer((_, res) => res.end()).listen(${port}, '127.0.0.1', () => console.log('ready'));`,
      { answers: answersHttp(`http://127.0.0.1:${port}/`), hungAfterMs: 1_000 },
    );
    await sample.start();
    const first = sample.pid ?? 0;
    freeze(first);
    await eventually(() => happened.includes('recovered'));
    expect(sample.pid).not.toBe(first);
    expect(happened[1]).toBe('hung');
    expect(happened[2]).toMatch(/^exited: did not answer for 1 s \(.+\)$/);
  });

  it('leaves a process alone that answers', async () => {
    let asked = 0;
    const answers = () => {
      asked += 1;
      return asked % 3 === 0 ? Promise.resolve() : Promise.reject(new Error('busy'));
    };
    const sample = supervise(`console.log('ready');${WAIT}`, { answers, hungAfterMs: 50 });
    await sample.start();
    await eventually(() => asked > 30);
    expect(happened).toEqual(['started']);
  });

  it('says within seconds what a process that does not become ready waits for', async () => {
    const log = JSON.stringify({ msg: 'NATS refuses the connection', err: { message: 'Authorization Violation' } });
    const sample = supervise(`console.log(${JSON.stringify(log)});${WAIT}`, { readyWithinMs: 7_000 });
    await expect(sample.start()).rejects.toThrow('not ready within 7 s');
    expect(happened).toEqual(['started', 'waiting: NATS refuses the connection: Authorization Violation']);
  });

  it('counts no restart while the disk is full', async () => {
    let full = true;
    const sample = supervise(`console.log('ready'); setImmediate(() => process.exit(7))`, { isDiskFull: () => full });
    await sample.start();
    await eventually(() => happened.filter((what) => what.startsWith('exited')).length > MAX_RESTARTS_IN_A_ROW + 1);
    full = false;
    await eventually(() => happened.includes('failed'));
  });

  it('ends its processes when the supervisor is killed', async () => {
    const supervisor = spawn(process.execPath, [
      '-e',
      SUPERVISOR,
      join(__dirname, '../dist/supervised-process.js'),
      folder,
    ]);
    const [pid] = (await once(supervisor.stdout, 'data')) as [Buffer];
    supervisor.kill('SIGKILL');
    await eventually(() => !isAlive(Number(pid)));
  });

  it('cannot be started after it was stopped', async () => {
    const sample = supervise(`console.log('ready');${WAIT}`);
    await sample.stop();
    await expect(sample.start()).rejects.toThrow('sample was stopped and cannot be started again');
  });
});

const SUPERVISOR = `
  const [lib, folder] = process.argv.slice(1);
  const { Guard, SupervisedProcess } = require(lib);
  const events = new Proxy({}, { get: () => () => undefined });
  const sample = new SupervisedProcess({
    name: 'sample', command: process.execPath, args: ['-e', "console.log('ready'); setInterval(() => {}, 1000)"],
    cwd: folder, env: process.env, logFile: folder + '/sample.log', ready: { line: /^ready$/ }, readyWithinMs: 20000,
  }, events, new Guard());
  sample.start().then(() => console.log(String(sample.pid)));
`;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it('waits longer from restart to restart, up to five seconds', () => {
  const delays = Array.from({ length: MAX_RESTARTS_IN_A_ROW }, (_, index) => restartDelay(index + 1));
  expect(delays).toEqual([200, 400, 800, 1600, 3200, 5000, 5000, 5000, 5000, 5000]);
});
