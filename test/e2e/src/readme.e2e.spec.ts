import { curlExample, startPlatform, type Platform } from '@system-landscape/local';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let dataDir: string;
let platform: Platform;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'landscape-readme-'));
  platform = await startPlatform({ dataDir, ports: 'ephemeral' });
}, 120_000);
afterAll(async () => {
  await platform?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

describe('the lines of the README', () => {
  it('M-04: register a system, copied and pasted', () => {
    // Only ports differ from the README; a spec of the local start holds the two against each other.
    const said = execFileSync('bash', ['-c', `exec 2>&1\n${curlExample(platform.urls)}`], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    const lines = said.trim().split('\n');
    expect(lines[0]).toMatch(/^[0-9a-f-]{36}-1$/);
    expect(lines[1]).toMatch(/^slt_/);
    expect(lines[2]).toContain('"status":"ENABLING"');
    expect(lines.at(-1)).toBe('"status":"REGISTERED"');
  });
});
