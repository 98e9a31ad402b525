import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import type { CliContext } from '../cli-context.js';

export function natsUsersCommand(context: CliContext): Command {
  return new Command('nats-users')
    .description(
      'Print the users of NATS with their rights, for nats-server to include; create the keys that are missing',
    )
    .addHelpText(
      'after',
      `
The folder in NATS_USERS gets a private key for each service (gateway.nk, …), which the service reads by NATS_NKEY_FILE, and
users.conf, which is what is printed: it holds public keys only. Run it again after each update of the platform.

Example:
  $ NATS_USERS=/etc/landscape/nats landscape nats-users > users.conf`,
    )
    .action(async () => {
      const { natsUsers } = context.settings;
      natsUsers.provide();
      const config = readFileSync(natsUsers.configFile, 'utf8');
      await context.terminal.result({ configFile: natsUsers.configFile, config }, () => config.trimEnd());
    });
}
