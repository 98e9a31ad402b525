// Gets Debian packages without root: apt downloads them, dpkg-deb unpacks them; nothing is installed.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PreparationError, run, TOOLS } from './preparation.mjs';

/**
 * Unpacks packages into a folder in `.tools` that is removed after `use`, which moves the files to keep.
 * @param {readonly string[]} packages
 * @param {{ withDependencies: boolean, howToGet: string }} options `withDependencies`: also their dependencies
 *   that are missing on this machine; `howToGet`: message for systems without apt
 * @param {(folder: string) => void} use
 * @throws {PreparationError}
 */
export function unpackDebianPackages(packages, { withDependencies, howToGet }, use) {
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/usr/bin/dpkg-deb')) throw new PreparationError(howToGet);
  mkdirSync(TOOLS, { recursive: true });
  const work = mkdtempSync(join(TOOLS, 'fetch-'));
  try {
    const { archives, output } = download(packages, withDependencies, work);
    if (archives.length === 0) {
      throw new PreparationError(`${packages.join(', ')} cannot be fetched with apt-get:\n${output}\n${howToGet}`);
    }
    const unpacked = join(work, 'unpacked');
    for (const archive of archives) {
      const result = run('dpkg-deb', ['-x', archive, unpacked]);
      if (!result.ok) throw new PreparationError(`${archive} cannot be unpacked:\n${result.output}`);
    }
    use(unpacked);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * A fresh container has no package lists, and updating the system's lists needs root. So lists are read into a folder of
 * our own when the download with the system's lists fails.
 * @param {readonly string[]} packages
 * @param {boolean} withDependencies
 * @param {string} work folder for the archives
 */
function download(packages, withDependencies, work) {
  const lists = join(work, 'lists');
  const cache = join(work, 'cache');
  const archives = join(cache, 'archives');
  mkdirSync(join(lists, 'partial'), { recursive: true });
  mkdirSync(join(archives, 'partial'), { recursive: true });
  const settings = ['APT::Sandbox::User=root', 'Acquire::Retries=3', `Dir::Cache=${cache}`, 'Debug::NoLocking=true'];
  const verb = withDependencies
    ? ['install', '--download-only', '--reinstall', '--no-install-recommends', '--yes']
    : ['download'];
  /** @param {string[]} args @param {string[]} [more] */
  const apt = (args, more = []) =>
    run('apt-get', [...[...settings, ...more].flatMap((setting) => ['-o', setting]), ...args], { cwd: archives });

  const own = [`Dir::State::lists=${lists}`];
  const results = [apt([...verb, ...packages])];
  if (!results[0]?.ok) {
    // `update` fails when one of several sources is broken, although the others are read: only the download counts.
    results.push(apt(['update'], own), apt([...verb, ...packages], own));
  }
  const isComplete = results.at(-1)?.ok === true;
  return {
    archives: isComplete
      ? readdirSync(archives)
          .filter((name) => name.endsWith('.deb'))
          .map((name) => join(archives, name))
      : [],
    output: results.map(({ output }) => output).join('\n'),
  };
}
