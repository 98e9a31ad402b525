import { Command } from 'commander';
import type { CliContext } from '../cli-context.js';
import { compareReadModels } from './compare-read-models.js';
import { projectionStatus } from './projection-status.js';
import { rebuildReadModel, type RebuildOptions } from './rebuild-read-model.js';
import { discardReadModel, rollBackReadModel, switchReadModel } from './switch-read-model.js';

export function projectionCommand(context: CliContext): Command {
  const projection = new Command('projection').description('Look at the read model, and make it anew').addHelpText(
    'after',
    `
A rebuild fills tables beside those that answer, which go on answering. Once it has caught up, both take every event in
until one of them is given up with discard.

Examples:
  $ landscape projection status --json
  $ landscape projection rebuild && landscape projection verify
  $ landscape projection switch
  $ landscape projection rollback`,
  );
  projection
    .command('status')
    .description('Show how far it is')
    .action(() => projectionStatus(context));
  projection
    .command('rebuild')
    .description('Make it anew from the log, beside the one that answers')
    .option('--detach', 'do not wait until it is ready')
    .action((options: RebuildOptions) => rebuildReadModel(context, options));
  projection
    .command('verify')
    .description('Compare every row of the two; exit code 1 when any differs')
    .action(() => compareReadModels(context));
  projection
    .command('switch')
    .description('Have the rebuilt one answer; the other one is kept as the way back')
    .action(() => switchReadModel(context));
  projection
    .command('rollback')
    .description('Have the one of before the switch answer again')
    .action(() => rollBackReadModel(context));
  projection
    .command('discard')
    .description('Give up the one that does not answer')
    .action(() => discardReadModel(context));
  return projection;
}
