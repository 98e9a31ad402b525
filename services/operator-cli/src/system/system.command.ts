import type { AsOf } from '@system-landscape/system-view';
import { Command } from 'commander';
import type { CliContext } from '../cli-context.js';
import { diffSystem } from './diff-system.js';
import { explainSystem } from './explain-system.js';
import { asOf } from './past-of-system.js';
import { showSystem } from './show-system.js';

export function systemCommand(context: CliContext): Command {
  const system = new Command('system').description('Look at one system, now and in the past');
  system
    .command('show <system-id>')
    .description('Show a system as it is, or was')
    .option('--as-of <time-or-position>', 'as it was then, inclusive', asOf)
    .addHelpText(
      'after',
      `
Examples:
  $ landscape system show 6f1c2b9e-3d0a-5b7c-8e21-0f9d5c4b3a21-1
  $ landscape system show 6f1c2b9e-3d0a-5b7c-8e21-0f9d5c4b3a21-1 --as-of 2026-01-05T10:00:00Z --json`,
    )
    .action((systemId: string, options: { readonly asOf?: AsOf }) => showSystem(context, systemId, options.asOf));
  system
    .command('diff <system-id>')
    .description('Show how a system has changed')
    .requiredOption('--from <time-or-position>', 'as it was then', asOf)
    .option('--to <time-or-position>', 'as it was then; now when absent', asOf)
    .addHelpText(
      'after',
      '\nExample:\n  $ landscape system diff 6f1c2b9e-3d0a-5b7c-8e21-0f9d5c4b3a21-1 --from 1184 --to 2044',
    )
    .action((systemId: string, options: { readonly from: AsOf; readonly to?: AsOf }) =>
      diffSystem(context, systemId, options.from, options.to),
    );
  system
    .command('explain <system-id>')
    .description('Say why a system is in its status: the chain of causes down to the request that began it')
    .addHelpText('after', '\nExample:\n  $ landscape system explain 6f1c2b9e-3d0a-5b7c-8e21-0f9d5c4b3a21-1')
    .action((systemId: string) => explainSystem(context, systemId));
  return system;
}
