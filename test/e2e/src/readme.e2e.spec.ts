import { curlExample, type LocalPlatform } from '@system-landscape/local';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { withOwnPlatform } from './own-platform.js';
import { setFault } from './simulated-tenant.js';

const TENANT = 'my300001';

let platform: LocalPlatform;
withOwnPlatform({}, (started) => {
  platform = started;
});

/** Runs the block `times` times in one shell; returns the lines that it prints. */
async function paste(times = 1): Promise<string[]> {
  // Only the ports differ from the README; a spec of deploy/local compares the two.
  const script = `exec 2>&1\n${curlExample(platform.urls).repeat(times)}`;
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { timeout: 120_000 });
  return stdout.trim().split('\n');
}

describe('The commands of the README', () => {
  it('M-04: register a system when they are pasted, and another one when they are pasted again', async () => {
    const lines = await paste(2);
    const ids = lines.filter((line) => /^[0-9a-f-]{36}-1$/.test(line));
    expect(new Set(ids).size).toBe(2);
    const second = lines.lastIndexOf(ids[1]!);
    for (const run of [lines.slice(0, second), lines.slice(second)]) {
      expect(run[1]).toMatch(/^slt_/);
      expect(run[2]).toContain('"status":"ENABLING"');
      expect(run.at(-1)).toBe('"status":"REGISTERED"');
    }
  });

  it('end when the registration fails', async () => {
    await setFault(platform, TENANT, { mode: 'fail', status: 422, step: 'activate-extension' });
    const lines = await paste();
    expect(lines.at(-1)).toBe('"status":"ERROR"');
  });
});
