import { Command } from 'commander';
import type { CliContext } from '../cli-context.js';
import { position } from '../events/selection.js';
import { whatIf, type WhatIfOptions } from './what-if.js';

export function whatIfCommand(context: CliContext): Command {
  return new Command('what-if')
    .description(
      'Decide every recorded command again with other decision functions, and show which systems would have another status',
    )
    .requiredOption('--policy <module>', 'module that exports decisions with the names and signatures of libs/domain')
    .option('--to <position>', 'use only events up to this log position', position)
    .addHelpText(
      'after',
      `
The command only reads the log. A module replaces the decisions that it exports; a build of another release of libs/domain
replaces all. Commands are reconstructed from their events, so refused commands are missing. Further steps that the sagas
would take are not simulated: a system keeps the status that its last recorded command leads to.

Examples:
  $ landscape what-if --policy ../release-2/libs/domain/dist/index.js
  $ landscape what-if --policy stricter.mjs --json`,
    )
    .action((options: WhatIfOptions) => whatIf(context, options));
}
