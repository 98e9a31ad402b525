import { Command } from 'commander';
import type { CliContext } from '../cli-context.js';
import { createKeyPair } from './checkpoints.js';
import { sealLog, type SealOptions } from './seal-log.js';
import { verifyLog, type VerifyOptions } from './verify-log.js';

export function verifyCommand(context: CliContext): Command {
  const verify = new Command('verify')
    .description('Detect events that were changed, dropped, inserted or reordered')
    .addHelpText(
      'after',
      `
Without checkpoints, only the revisions of the streams are checked. Keep the checkpoints and the private key out
of reach of everyone who can write to the event store.

Examples:
  $ landscape verify key sealing.pem
  $ landscape verify seal --key sealing.pem --checkpoints checkpoints.ndjson
  $ landscape verify --checkpoints checkpoints.ndjson --public-key sealing.pem.pub
  $ landscape verify --checkpoints checkpoints.ndjson --public-key sealing.pem.pub --export events.ndjson`,
    );
  verify
    .command('log', { isDefault: true })
    .description('Compare the log with its checkpoints (the default)')
    .option('--checkpoints <file>', 'checkpoint file of verify seal')
    .option('--public-key <file>', 'public key of the one who sealed (PEM)')
    .option('--export <file>', 'verify an export of the whole log instead of the event store')
    .action((options: VerifyOptions) => verifyLog(context, options));
  verify
    .command('seal')
    .description('Sign the events since the last checkpoint')
    .requiredOption('--key <file>', 'private Ed25519 key (PEM)')
    .requiredOption('--checkpoints <file>', 'checkpoint file; created when missing')
    .option('--export <file>', 'seal an export of the whole log instead of the event store')
    .action((options: SealOptions) => sealLog(context, options));
  verify
    .command('key <file>')
    .description('Create a private key to seal with, and <file>.pub to verify with')
    .action(async (file: string) => {
      createKeyPair(file);
      await context.terminal.result(
        { key: file, publicKey: `${file}.pub` },
        () => `${file} is the private key that seals: keep it secret. ${file}.pub verifies.`,
      );
    });
  return verify;
}
