import { REPOSITORY_ROOT } from '@system-landscape/local';
import { ok, strictEqual } from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Claims } from './claims.js';
import { attempt, run } from './programs.js';

const UNITS = join(REPOSITORY_ROOT, 'deploy/systemd');
const ANALYZE = '/usr/bin/systemd-analyze';
/** From 0 to 10, as `systemd-analyze security` counts what a unit leaves a service. */
const EXPOSURE_LIMIT = 2;

/** The systemd units, without a systemd that runs them. */
export async function unitClaims(claims: Claims): Promise<void> {
  await claims.check('each service has an environment file, and is wanted by the target', async () => {
    const services = readdirSync(join(UNITS, 'environment')).filter((name) => name !== 'common.env');
    strictEqual(services.length, 7);
    const target = await run('cat', [join(UNITS, 'system-landscape.target')]);
    for (const name of services) ok(target.includes(`system-landscape@${name.replace('.env', '.service')}`), name);
  });
  if (!existsSync(ANALYZE)) {
    process.stdout.write('not tried: this machine has no systemd-analyze\n');
    return;
  }
  await claims.check('systemd understands the units', async () => {
    const units = [
      'system-landscape@gateway.service',
      'system-landscape-migrations.service',
      'system-landscape.target',
    ];
    const { output, errors } = await attempt(ANALYZE, [
      'verify',
      '--man=no',
      ...units.map((name) => join(UNITS, name)),
    ]);
    // It also tells of units of this machine, and of programs that are not installed on it.
    const ours = `${output}${errors}`.split('\n').filter((line) => /system-landscape/.test(line));
    const complaints = ours.filter((line) => !/\/usr\/bin\/node|No such file or directory/.test(line));
    strictEqual(complaints.join('\n'), '');
  });
  await claims.check('they leave a service little', async () => {
    const unit = join(UNITS, 'system-landscape@.service');
    const args = ['security', '--offline=true', '--no-pager', `--threshold=${EXPOSURE_LIMIT * 10}`, unit];
    const report = await run(ANALYZE, args);
    return /Overall exposure level for \S+ (\d+\.\d+)/.exec(report)?.[1];
  });
}
