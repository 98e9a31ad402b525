import { Command } from 'commander';
import type { CliContext } from '../cli-context.js';
import { makeKey } from './checkpoints.js';
import { sealLog, type SealOptions } from './seal-log.js';
import { verifyLog, type VerifyOptions } from './verify-log.js';

export function verifyCommand(context: CliContext): Command {
  const verify = new Command('verify')
    .description('Find out whether an event was changed, dropped, inserted or reordered')
    .addHelpText(
      'after',
      `
Without checkpoints it looks at revisions alone, and tells the head of the chain. Keep checkpoints and key where whoever
can write to the event store cannot.

Examples:
  $ landscape verify key sealing.pem
  $ landscape verify seal --key sealing.pem --checkpoints checkpoints.ndjson
  $ landscape verify --checkpoints checkpoints.ndjson --public-key sealing.pem.pub
  $ landscape verify --checkpoints checkpoints.ndjson --public-key sealing.pem.pub --export events.ndjson`,
    );
  verify
    .command('log', { isDefault: true })
    .description('Hold the log against what was sealed (what verify does by itself)')
    .option('--checkpoints <file>', 'what was sealed')
    .option('--public-key <file>', 'of the one who sealed')
    .option('--export <file>', 'look at an export of the whole log instead of the event store')
    .action((options: VerifyOptions) => verifyLog(context, options));
  verify
    .command('seal')
    .description('Sign what the log holds since the last checkpoint')
    .requiredOption('--key <file>', 'private Ed25519 key (PEM)')
    .requiredOption('--checkpoints <file>', 'is made when it is not there')
    .option('--export <file>', 'seal an export of the whole log instead of the event store')
    .action((options: SealOptions) => sealLog(context, options));
  verify
    .command('key <file>')
    .description('Make a key to seal with, and <file>.pub to verify with')
    .action(async (file: string) => {
      makeKey(file);
      await context.terminal.result(
        { key: file, publicKey: `${file}.pub` },
        () => `${file} seals: keep it safe. ${file}.pub verifies.`,
      );
    });
  return verify;
}
