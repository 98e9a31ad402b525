import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY_ROOT } from './repository-root.js';

const RUN_PROGRAM = join(REPOSITORY_ROOT, 'deploy/local/dist/run-program.js');

/**
 * Arguments with which `node` runs a built program, from its bundle if there is one.
 * @param program from the root of the repository
 * @throws Error when it is not built
 */
export function builtProgram(program: string): string[] {
  const file = join(REPOSITORY_ROOT, program);
  if (!existsSync(file)) {
    const project = program.replace(/\/dist\/.*$/, '');
    throw new Error(`${project} is not built. Run \`npx tsc -b ${project}\`.`);
  }
  return existsSync(RUN_PROGRAM) ? [RUN_PROGRAM, program] : [file];
}
