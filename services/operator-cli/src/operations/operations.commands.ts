import { Command, Option } from 'commander';
import type { CliContext } from '../cli-context.js';
import { listIncidents, resolveIncident, type Resolution } from './incidents.js';
import { mendRelay, relayStatus } from './relay.js';
import { count } from '../events/selection.js';
import { listQuarantined, retryQuarantined, showQuarantined, skipQuarantined } from './quarantine.js';
import { dropParked, listParked, replayParked, showParked } from './parked.js';

export function incidentsCommand(context: CliContext): Command {
  const incidents = new Command('incidents').description('Incidents of failed deregistrations');
  incidents
    .command('list')
    .description('Show the open incidents')
    .action(() => listIncidents(context));
  incidents
    .command('resolve <system-id>')
    .description('Retry the deregistration, or confirm that the extension was removed from the tenant')
    .addOption(
      new Option(
        '--action <action>',
        'retry: run the steps again; confirm-removed: complete the deregistration without the tenant',
      )
        .choices(['retry', 'confirm-removed'])
        .makeOptionMandatory(),
    )
    .requiredOption('--note <text>', 'what you found and did; it is recorded in the history of the system')
    .addHelpText(
      'after',
      '\nExample:\n  $ landscape incidents resolve 6f1c2b9e-3d0a-5b7c-8e21-0f9d5c4b3a21-1 --action retry --note "Tenant is back"',
    )
    .action((systemId: string, resolution: Resolution) => resolveIncident(context, systemId, resolution));
  return incidents;
}

export function parkedCommand(context: CliContext): Command {
  const parked = new Command('parked').description(
    'Messages of the persistent subscriptions that failed too often and were parked',
  );
  parked
    .command('list')
    .description('Show the number of parked messages per subscription')
    .action(() => listParked(context));
  parked
    .command('show <subscription>')
    .description('Show the events of the parked messages')
    .action((subscription: string) => showParked(context, subscription));
  parked
    .command('replay <subscription>')
    .description('Deliver all parked messages again')
    .action((subscription: string) => replayParked(context, subscription));
  parked
    .command('drop <subscription>')
    .description('Discard the parked messages; the periodic sweep still processes their systems')
    .action((subscription: string) => dropParked(context, subscription));
  parked.addHelpText('after', '\nExample:\n  $ landscape parked show registration');
  return parked;
}

export function relayCommand(context: CliContext): Command {
  const relay = new Command('relay').description('Publishing of the public events to the stream LANDSCAPE');
  relay
    .command('status')
    .description('Show how far the events are published, what keeps them, and what to do')
    .action(() => relayStatus(context));
  relay
    .command('mend')
    .description('Skip messages at the end of the stream that claim to be events and are not in the log')
    .requiredOption('--up-to <sequence>', 'the last message to skip, which the status names', count)
    .addHelpText(
      'after',
      `
Messages that do not have the form of an event are skipped without this. Do not use it when the log was restored to an
earlier state: subscribers have seen events then that the log has lost.

Example:
  $ landscape relay mend --up-to 4711`,
    )
    .action(({ upTo }: { readonly upTo: number }) => mendRelay(context, upTo));
  return relay;
}

export function quarantineCommand(context: CliContext): Command {
  const quarantine = new Command('quarantine').description(
    'Streams with an event that the platform cannot read; everything else goes on without them',
  );
  quarantine
    .command('list')
    .description('Show the streams in quarantine')
    .action(() => listQuarantined(context));
  quarantine
    .command('show <stream>')
    .description('Show why a stream is in quarantine, and the event as it is stored')
    .action((stream: string) => showQuarantined(context, stream));
  quarantine
    .command('retry <stream>')
    .description('Read the stream again, after it was corrected')
    .action((stream: string) => retryQuarantined(context, stream));
  quarantine
    .command('skip <stream>')
    .description('Skip the event for good; what follows it is taken in')
    .requiredOption('--note <text>', 'what you found and did; it is recorded in the history of the system')
    .action((stream: string, { note }: { note: string }) => skipQuarantined(context, stream, note));
  quarantine.addHelpText(
    'after',
    '\nExample:\n  $ landscape quarantine skip system-6f1c2b9e-3d0a-5b7c-8e21-0f9d5c4b3a21 --note "Written by a test"',
  );
  return quarantine;
}
