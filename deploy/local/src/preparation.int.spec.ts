import { REPOSITORY_ROOT, temporaryFolder } from '@system-landscape/test-support';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const SCRIPTS = ['prepare.mjs', 'preparation.mjs', 'chromium.mjs', 'debian-packages.mjs'];
const NOBODY = 65534;

describe('the preparation of a checkout', () => {
  it('tells a user who may not write there what its owner is to do', async () => {
    const folder = await temporaryFolder('read-only-checkout');
    const scripts = join(folder.path, 'deploy/local');
    mkdirSync(scripts, { recursive: true });
    for (const name of SCRIPTS) cpSync(join(REPOSITORY_ROOT, 'deploy/local', name), join(scripts, name));
    cpSync(join(REPOSITORY_ROOT, 'package-lock.json'), join(folder.path, 'package-lock.json'));
    for (const each of [scripts, join(folder.path, 'deploy'), folder.path]) chmodSync(each, 0o555);

    // Root may write everywhere.
    const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(scripts, 'prepare.mjs')], {
      ...user,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: folder.path },
    });
    chmodSync(folder.path, 0o755);
    await folder.remove();
    expect([status, stdout]).toEqual([1, 'Installing npm packages …\n']);
    expect(stderr).toContain(`Something is missing in ${folder.path}, and this user may not write there.`);
    expect(stderr).toContain('Let its owner run `node deploy/local/prepare.mjs`');
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(3);
  });
});
