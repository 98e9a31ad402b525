import { Command, CommanderError } from 'commander';
import { copyCommand } from './copy/copy.command.js';
import { CliContext, type GlobalOptions, type ProcessIo } from './cli-context.js';
import { eventsCommand } from './events/events.command.js';
import { EXIT, CliError } from './cli-error.js';
import { incidentsCommand, parkedCommand, quarantineCommand, relayCommand } from './operations/operations.commands.js';
import { natsUsersCommand } from './nats-users/nats-users.command.js';
import { projectionCommand } from './projection/projection.command.js';
import { replayCommand } from './replay/replay.command.js';
import { subscribersCommand } from './subscribers/subscribers.command.js';
import { systemCommand } from './system/system.command.js';
import { tokensCommand } from './tokens/tokens.command.js';
import { verifyCommand } from './verify/verify.command.js';
import { whatIfCommand } from './what-if/what-if.command.js';

/** That of the package; a test compares them. */
export const VERSION = '0.1.0';

/** Runs one command line. Returns the exit code (`EXIT`). */
export async function run(args: readonly string[], io: ProcessIo): Promise<number> {
  const context = new CliContext(io);
  const program = landscapeCommand(context, io);
  try {
    const { default: withCompletion } = await import('@bomb.sh/tab/commander');
    withCompletion(program);
    await program.parseAsync(args, { from: 'user' });
    return EXIT.success;
  } catch (error) {
    return reportError(error, io, args.includes('--json'));
  } finally {
    await context.close();
  }
}

function landscapeCommand(context: CliContext, { stdout, stderr }: ProcessIo): Command {
  const program = new Command('landscape')
    .description('Follow, explain and verify the event log of System Landscape, and operate the platform')
    .version(VERSION)
    .option('--json', 'results as JSON; streams as one JSON document per line')
    .option('--data <folder>', 'data folder of the local start (default: DATA_DIR, else .data)')
    .option('--no-color', 'no colours')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .exitOverride()
    .showHelpAfterError('(run with --help for usage)')
    .addHelpText('after', EXAMPLES)
    .hook('preAction', (_program, action) => context.configure(action.optsWithGlobals<GlobalOptions>()));
  for (const command of commands(context)) {
    program.addCommand(inheriting(command, program));
  }
  return program;
}

const commands = (context: CliContext) => [
  eventsCommand(context),
  systemCommand(context),
  tokensCommand(context),
  incidentsCommand(context),
  parkedCommand(context),
  relayCommand(context),
  quarantineCommand(context),
  projectionCommand(context),
  subscribersCommand(context),
  natsUsersCommand(context),
  replayCommand(context),
  copyCommand(context),
  verifyCommand(context),
  whatIfCommand(context),
];

const EXAMPLES = `
Examples:
  $ landscape events tail
  $ landscape system explain 1f0e…-1
  $ landscape --data /var/lib/landscape events read --type SystemRegistered --json

Shell completion: landscape complete zsh|bash|fish|powershell

Exit codes: 0 success, 1 failure, 2 wrong usage`;

/** Commander passes settings on only to subcommands that `command()` creates. */
function inheriting(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  command.commands.forEach((each) => inheriting(each, command));
  return command;
}

function reportError(error: unknown, { stderr }: ProcessIo, json: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.success : EXIT.usage;
  const message = error instanceof Error ? error.message : String(error);
  stderr.write(`${json ? JSON.stringify({ error: message }) : message}\n`);
  return error instanceof CliError ? error.exitCode : EXIT.failed;
}
