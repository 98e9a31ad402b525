import { Command } from 'commander';
import type { CliContext } from '../cli-context.js';
import { compareReadModels } from './compare-read-models.js';
import { projectionStatus } from './projection-status.js';
import { rebuildReadModel, type RebuildOptions } from './rebuild-read-model.js';
import { discardReadModel, rollBackReadModel, switchReadModel } from './switch-read-model.js';

export function projectionCommand(context: CliContext): Command {
  const projection = new Command('projection').description('Show, rebuild and switch the read model').addHelpText(
    'after',
    `
A rebuild fills shadow tables from the event log while the live tables keep answering queries. When the shadow tables have
caught up, every new event is applied to both, until discard removes the shadow tables.

Examples:
  $ landscape projection status --json
  $ landscape projection rebuild && landscape projection verify
  $ landscape projection switch
  $ landscape projection rollback`,
  );
  projection
    .command('status')
    .description('Show position and state of the read model and of a rebuild')
    .action(() => projectionStatus(context));
  projection
    .command('rebuild')
    .description('Rebuild the read model in shadow tables')
    .option('--detach', 'do not wait until the rebuild has caught up')
    .action((options: RebuildOptions) => rebuildReadModel(context, options));
  projection
    .command('verify')
    .description('Compare every row of the shadow tables with the live tables; exit code 1 when any differs')
    .action(() => compareReadModels(context));
  projection
    .command('switch')
    .description('Make the rebuilt tables live; the previous ones are kept for a rollback')
    .action(() => switchReadModel(context));
  projection
    .command('rollback')
    .description('Make the previous tables live again')
    .action(() => rollBackReadModel(context));
  projection
    .command('discard')
    .description('Remove the shadow tables')
    .action(() => discardReadModel(context));
  return projection;
}
