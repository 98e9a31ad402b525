import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import { run } from './landscape.js';

// gRPC would log its own lines to stderr; the command reports connection errors itself.
setLogVerbosity(logVerbosity.NONE);

const stopping = new AbortController();
const stop = () => {
  if (stopping.signal.aborted) process.exit(130);
  stopping.abort();
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
// A closed pipe (`landscape events read | head`) ends the command successfully.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const { env, stdout, stderr } = process;
void run(process.argv.slice(2), { env, stdout, stderr, signal: stopping.signal }).then((code) => process.exit(code));
