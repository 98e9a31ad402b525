import { REPOSITORY_ROOT } from '@system-landscape/local';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The oldest release that the platform starts on, and one of each later line with long-term support. */
export const NODE_VERSIONS = ['20.20.0', '22.23.5', '24.22.3'] as const;

export type NodeVersion = (typeof NODE_VERSIONS)[number];

/**
 * Gets a version of Node from the npm registry, once per checkout.
 * @returns the path of its program
 * @throws Error when there is none for this machine
 */
export function provideNode(version: NodeVersion): string {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = join(REPOSITORY_ROOT, '.tools/nodes', version);
  const program = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  const options = ['--ignore-scripts', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    execFileSync('npm', ['install', '--prefix', folder, ...options, `${name}@${version}`], { stdio: 'pipe' });
  } catch (error) {
    const { stderr } = error as { stderr?: Buffer };
    throw new Error(`Node ${version} cannot be fetched (${name} from the npm registry):\n${stderr?.toString()}`);
  }
  return program;
}
