import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import { Command, InvalidArgumentError } from 'commander';
import { readKey, startEmbeddedEventStore } from './start-embedded-event-store.js';

interface ServeArguments {
  readonly data?: string;
  readonly host: string;
  readonly port: number;
  readonly httpPort?: number;
  readonly mem?: boolean;
  readonly keyFile?: string;
  readonly credentialsFile?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

interface StatsArguments {
  readonly data: string;
  readonly keyFile?: string;
}

interface CopyArguments {
  readonly from: string;
  readonly to: string;
  readonly renumber?: boolean;
}

const PROGRESS_EVERY_EVENTS = 10_000;
const KEY_FILE = ['--key-file <file>', 'file with the encryption key of 32 bytes'] as const;

const command = new Command('embedded-event-store')
  .description(
    'Event store for one machine that speaks EventStoreDB’s protocol, for development, tests and small installations',
  )
  // Subcommands have options with the same names as the main command.
  .enablePositionalOptions()
  .option('--data <dir>', 'data folder')
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--port <number>', 'port to listen on; 0: any free port', parsePort, 2113)
  .option('--credentials-file <file>', 'file with username:password, which every call must give')
  .option('--tls-cert <file>', 'certificate for TLS (PEM); default: no TLS')
  .option('--tls-key <file>', 'private key of the certificate (PEM)')
  .option('--http-port <number>', 'port for health and metrics; 0: any free port; default: none', parsePort)
  .option('--mem', 'keep the data in memory only')
  .option(...KEY_FILE)
  .action(serve);

command
  .command('stats')
  .description('Shows the figures of a data folder that no event store has open')
  .requiredOption('--data <dir>', 'data folder')
  .option(...KEY_FILE)
  .action(showStats);

command
  .command('copy')
  .description('Copies all events from one event store to another, embedded or real')
  .requiredOption('--from <url>', 'connection string of the source')
  .requiredOption('--to <url>', 'connection string of the target')
  .option('--renumber', 'copy streams whose first events are gone at the source, with new revisions')
  .action(copy);

// Errors that concern the operator are reported below; grpc-js would log them a second time.
setLogVerbosity(logVerbosity.NONE);
void command.parseAsync();

async function serve(options: ServeArguments): Promise<void> {
  const { data, host, port, httpPort, mem, keyFile, credentialsFile, tlsCert, tlsKey } = options;
  if ((tlsCert === undefined) !== (tlsKey === undefined)) fail('Give --tls-cert and --tls-key together.');
  const tls = tlsCert === undefined || tlsKey === undefined ? undefined : { certFile: tlsCert, keyFile: tlsKey };
  if ((data === undefined) === !mem) fail('Give either --data with the folder of the data, or --mem to keep nothing.');
  try {
    const store = await startEmbeddedEventStore({
      ...{ data, host, port, httpPort, mem, keyFile, credentialsFile, tls },
      onBroken: (error) => fail(`${error.message}. Data folder: ${data ?? 'none'}. Acknowledged events are in it.`),
      onShutdown: () => stop(),
    });
    const stop = () => {
      store.close().then(
        () => process.exit(0),
        (error: unknown) => fail(messageOf(error)),
      );
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    if (store.httpPort !== undefined) process.stdout.write(`health and metrics on ${host}:${store.httpPort}\n`);
    process.stdout.write(`listening on ${host}:${store.port}\n`);
  } catch (error) {
    fail(messageOf(error));
  }
}

async function showStats({ data, keyFile }: StatsArguments): Promise<void> {
  try {
    const { stats } = await import('./stats.js');
    const key = keyFile === undefined ? undefined : readKey(keyFile);
    process.stdout.write(`${await stats({ folder: data, key })}\n`);
  } catch (error) {
    fail(messageOf(error));
  }
}

async function copy({ from, to, renumber }: CopyArguments): Promise<void> {
  try {
    // Loaded only here, because the server needs no client.
    const { copyEvents } = await import('./copy/copy-events.js');
    const onProgress = (events: number) => {
      if (events % PROGRESS_EVERY_EVENTS === 0) process.stderr.write(`${events} events\n`);
    };
    const { events, streams } = await copyEvents({ from, to, renumber, onProgress });
    process.stdout.write(`copied ${events} events of ${streams} streams\n`);
    process.exit(0);
  } catch (error) {
    fail(messageOf(error));
  }
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}
