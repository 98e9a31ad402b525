import { Command, Option } from 'commander';
import type { CliContext } from '../cli-context.js';
import { listIncidents, resolveIncident, type Resolution } from './incidents.js';
import { dropParked, listParked, replayParked, showParked } from './parked.js';

export function incidentsCommand(context: CliContext): Command {
  const incidents = new Command('incidents').description('Deregistrations that have failed');
  incidents
    .command('list')
    .description('Show the open incidents')
    .action(() => listIncidents(context));
  incidents
    .command('resolve <system-id>')
    .description('Have the tear-down run again, or confirm that the tenant side is gone')
    .addOption(
      new Option('--action <action>', 'what is to happen').choices(['retry', 'confirm-removed']).makeOptionMandatory(),
    )
    .requiredOption('--note <text>', 'what you have found and done; it stays in the history')
    .addHelpText(
      'after',
      '\nExample:\n  $ landscape incidents resolve 6f1c2b9e-3d0a-5b7c-8e21-0f9d5c4b3a21-1 --action retry --note "Tenant is back"',
    )
    .action((systemId: string, resolution: Resolution) => resolveIncident(context, systemId, resolution));
  return incidents;
}

export function parkedCommand(context: CliContext): Command {
  const parked = new Command('parked').description('Hints to the sagas that failed so often that they are kept aside');
  parked
    .command('list')
    .description('Show how many each subscription has')
    .action(() => listParked(context));
  parked
    .command('show <subscription>')
    .description('Show which events they are about')
    .action((subscription: string) => showParked(context, subscription));
  parked
    .command('replay <subscription>')
    .description('Hand all of them out once more')
    .action((subscription: string) => replayParked(context, subscription));
  parked
    .command('drop <subscription>')
    .description('Leave them alone for good; the sweep still looks at their systems')
    .action((subscription: string) => dropParked(context, subscription));
  parked.addHelpText('after', '\nExample:\n  $ landscape parked show registration');
  return parked;
}
