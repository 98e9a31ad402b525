// The release before, as a built checkout of its own.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run, TOOLS } from '../../deploy/local/preparation.mjs';

const FILE = 'test/rolling/release-before';

/**
 * Provides the commit that `release-before` names, installed and built, in a folder that git ignores. Later calls find it there.
 * Ends the process with a message when it cannot.
 * @returns {string} the folder
 */
export function provideReleaseBefore() {
  const commit = readFileSync(join(ROOT, FILE), 'utf8').trim();
  const folder = join(TOOLS, 'releases', commit);
  const built = join(folder, '.built');
  if (existsSync(built)) return folder;
  if (!run('git', ['cat-file', '-e', `${commit}^{commit}`]).ok) fail(whyAbsent(commit));
  if (!existsSync(folder)) extract(commit, folder);
  process.stdout.write(`Installing and building the release before, ${commit.slice(0, 7)} (some minutes, once) …\n`);
  // Its own preparation, without what only a start or a test of the cockpit needs.
  const script =
    "import('./deploy/local/prepare.mjs').then(({ prepareOrExit }) => prepareOrExit({ natsServer: false }))";
  const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0) fail(`The release before cannot be built in ${folder}.`);
  writeFileSync(built, '');
  return folder;
}

/** @param {string} commit */
function whyAbsent(commit) {
  const shallow = run('git', ['rev-parse', '--is-shallow-repository']).output;
  const missing = `The release before, commit ${commit} of ${FILE}, is not in this clone`;
  if (shallow === 'true') return `${missing}, which is shallow. Fetch the history: git fetch --unshallow`;
  if (shallow === 'false') return `${missing}. Fetch it: git fetch --all --tags`;
  return `${missing}, which is no git repository. Clone the project with its history.`;
}

/** @param {string} commit @param {string} folder */
function extract(commit, folder) {
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const archive = `${unfinished}.tar`;
  const steps = [
    run('git', ['archive', '--format=tar', '--output', archive, commit]),
    run('tar', ['-xf', archive, '-C', unfinished]),
  ];
  const failed = steps.find(({ ok }) => !ok);
  if (failed) fail(`The release before cannot be extracted: ${failed.output}`);
  rmSync(archive);
  renameSync(unfinished, folder);
}

/** @param {string} message @returns {never} */
function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
