import type { AsOf } from '@system-landscape/system-view';
import { Command } from 'commander';
import type { CliContext } from '../cli-context.js';
import { diffSystem } from './diff-system.js';
import { explainSystem } from './explain-system.js';
import { asOf } from './system-history.js';
import { showSystem } from './show-system.js';

export function systemCommand(context: CliContext): Command {
  const system = new Command('system').description('Show one system, now and in the past');
  system
    .command('show <system-id>')
    .description('Show a system, now or at a point in time')
    .option('--as-of <time-or-position>', 'state at this time or log position (inclusive)', asOf)
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
    .description('Show which values of a system changed between two points in time')
    .requiredOption('--from <time-or-position>', 'state at this time or log position', asOf)
    .option('--to <time-or-position>', 'compared with the state at this time or log position (default: now)', asOf)
    .addHelpText(
      'after',
      '\nExample:\n  $ landscape system diff 6f1c2b9e-3d0a-5b7c-8e21-0f9d5c4b3a21-1 --from 1184 --to 2044',
    )
    .action((systemId: string, options: { readonly from: AsOf; readonly to?: AsOf }) =>
      diffSystem(context, systemId, options.from, options.to),
    );
  system
    .command('explain <system-id>')
    .description('Explain the status of a system by the chain of causes back to the request that started it')
    .option('--from-log', 'read the event store instead of asking the platform, which may be down')
    .addHelpText('after', '\nExample:\n  $ landscape system explain 6f1c2b9e-3d0a-5b7c-8e21-0f9d5c4b3a21-1')
    .action((systemId: string, { fromLog = false }: { readonly fromLog?: boolean }) =>
      explainSystem(context, systemId, fromLog),
    );
  return system;
}
