import { Command } from 'commander';
import type { CliContext } from '../cli-context.js';
import { listTokens, type ListTokensOptions } from './list-tokens.js';

export function tokensCommand(context: CliContext): Command {
  const tokens = new Command('tokens').description('Look at integration tokens: ids and expiry, never their text');
  tokens
    .command('list')
    .description('Show the tokens that can be redeemed')
    .option('--account <id>', 'of one global account')
    .option('--system <id>', 'of one system')
    .option('--all', 'also those that were used, revoked or have expired')
    .addHelpText('after', '\nExample:\n  $ landscape tokens list --account ga-demo --all')
    .action((options: ListTokensOptions) => listTokens(context, options));
  return tokens;
}
