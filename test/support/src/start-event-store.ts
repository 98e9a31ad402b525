import { builtProgram } from './built-program.js';
import { asServer, type Server } from './server.js';
import { startProcess } from './start-process.js';
import { temporaryFolder } from './temporary-folder.js';

export interface EventStoreOptions {
  /** Folder of the log, which is kept; default: a temporary one, removed by `stop` and `kill`. */
  dataDir?: string;
  /** File with the 32 bytes that encrypt the log; default: not encrypted. */
  keyFile?: string;
  /** File with `username:password`, which every call must give; default: none. */
  credentialsFile?: string;
  /** Default: a free one. Set it to restart a killed store on its port. */
  port?: number;
}

/**
 * Starts the embedded event store on loopback; `url` is an `esdb://` connection string.
 * @throws Error with its output when it does not start, or when it is not built.
 */
export async function startEventStore({
  dataDir,
  keyFile,
  credentialsFile,
  port = 0,
}: EventStoreOptions = {}): Promise<Server> {
  const program = builtProgram('libs/embedded-event-store/dist/main.js');
  const folder = await temporaryFolder('event-store');
  const args = [...program, '--data', dataDir ?? folder.path, '--port', String(port)];
  if (keyFile !== undefined) args.push('--key-file', keyFile);
  if (credentialsFile !== undefined) args.push('--credentials-file', credentialsFile);
  try {
    const running = await startProcess({
      name: 'embedded event store',
      command: process.execPath,
      args,
      readyLine: /listening on \S+:(\d+)/,
    });
    const actualPort = Number(running.ready[1]);
    return asServer(running, `esdb://127.0.0.1:${actualPort}?tls=false`, actualPort, folder.remove);
  } catch (error) {
    await folder.remove();
    throw error;
  }
}
