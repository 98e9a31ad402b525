import { Command } from 'commander';
import type { CliContext } from '../cli-context.js';
import { position } from '../events/selection.js';
import { whatIf, type WhatIfOptions } from './what-if.js';

export function whatIfCommand(context: CliContext): Command {
  return new Command('what-if')
    .description(
      'Decide every recorded command again under other decisions, and tell which systems would end differently',
    )
    .requiredOption('--policy <module>', 'file that exports decisions with the names and shapes of libs/domain')
    .option('--to <position>', 'look only up to this log position', position)
    .addHelpText(
      'after',
      `
It only reads the log. A module replaces the decisions that it exports; a build of another release of libs/domain
replaces all. The log tells of commands by what they yielded: those that were refused are not in it, and what sagas
would have done next is left out, so a system that goes on under the policy is where its last recorded command leaves it.

Examples:
  $ landscape what-if --policy ../release-2/libs/domain/dist/index.js
  $ landscape what-if --policy stricter.mjs --json`,
    )
    .action((options: WhatIfOptions) => whatIf(context, options));
}
