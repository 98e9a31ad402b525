import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import { Command, InvalidArgumentError } from 'commander';
import { startEmbeddedEventStore } from './start-embedded-event-store.js';

interface Arguments {
  readonly data?: string;
  readonly host: string;
  readonly port: number;
  readonly mem?: boolean;
  readonly keyFile?: string;
}

const command = new Command('embedded-event-store')
  .description('EventStoreDB’s protocol on one machine, for development, tests and small installations')
  .option('--data <dir>', 'folder of the data')
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--port <number>', 'port to listen on; 0: a free one', parsePort, 2113)
  .option('--mem', 'keep nothing')
  .option('--key-file <file>', 'file with the 32 bytes that encrypt the data')
  .action(run);

// What concerns the operator is said in our own words.
setLogVerbosity(logVerbosity.NONE);
void command.parseAsync();

async function run({ data, host, port, mem, keyFile }: Arguments): Promise<void> {
  if ((data === undefined) === !mem) fail('Give either --data with the folder of the data, or --mem to keep nothing.');
  try {
    const store = await startEmbeddedEventStore({
      ...{ data, host, port, mem, keyFile },
      onBroken: (error) => fail(error.message),
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
    process.stdout.write(`listening on ${host}:${store.port}\n`);
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
