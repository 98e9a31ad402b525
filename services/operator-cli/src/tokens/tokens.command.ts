import { Command } from 'commander';
import type { CliContext } from '../cli-context.js';
import { listTokens, type ListTokensOptions } from './list-tokens.js';

export function tokensCommand(context: CliContext): Command {
  const tokens = new Command('tokens').description('Integration tokens: ids and expiry, never their text');
  tokens
    .command('list')
    .description('Show the tokens that can be redeemed')
    .option('--account <id>', 'tokens of one global account')
    .option('--system <id>', 'tokens of one system')
    .option('--all', 'also used, revoked and expired tokens')
    .addHelpText('after', '\nExample:\n  $ landscape tokens list --account ga-demo --all')
    .action((options: ListTokensOptions) => listTokens(context, options));
  return tokens;
}
