import { parseArgs } from 'node:util';
import { startLocalPlatform, StartError } from './local-platform.js';
import { curlExample, readyLines, USAGE } from './start-messages.js';

/** npm forwards the terminal's Ctrl-C, so it arrives twice: a signal this soon after the first one is the same request. */
const SAME_REQUEST_MS = 1_000;
/** How often a start by npm looks whether npm is there. */
const NPM_CHECK_MS = 1_000;

async function main(): Promise<void> {
  const { help, verbose } = readArguments();
  if (help) {
    print(USAGE);
    return;
  }
  // Whoever read the output is gone, or its disk is full: the platform goes on, and its logs have everything.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  const stopping = stopSignal();
  print('Starting … (Ctrl-C stops)');
  const began = performance.now();
  const env = verbose ? { LOG_TO_TERMINAL: 'true' } : {};
  const platform = await startLocalPlatform({ env, report: print, signal: stopping.signal }).catch((error: unknown) => {
    if (stopping.signal.aborted) return undefined;
    throw error;
  });
  if (platform === undefined) {
    print('Stopped.');
    return;
  }
  stopping.onSecondRequest(() => platform.killAll());
  print(readyLines(platform, performance.now() - began));
  print(`\nTry it in another terminal (\`npm run demo\` shows it step by step):\n\n${curlExample(platform.urls)}`);
  const failure = await Promise.race([platform.failed, stopping.requested]);
  if (failure !== undefined) throw new StartError([failure]);
  print('Stopping …');
  await platform.stop();
  print('Stopped.');
}

function readArguments(): { help?: boolean; verbose?: boolean } {
  try {
    const options = { help: { type: 'boolean', short: 'h' }, verbose: { type: 'boolean', short: 'v' } } as const;
    return parseArgs({ options, allowPositionals: false }).values;
  } catch (error) {
    throw new StartError([`${error instanceof Error ? error.message : String(error)}\n${USAGE}`]);
  }
}

/**
 * Stop requests by signal, and the end of the npm that runs this start: nothing forwards a SIGKILL. The first one stops the
 * platform in order; a second one, a second later or more, kills it.
 */
function stopSignal() {
  const controller = new AbortController();
  let requestedAt: number | undefined;
  let onSecondRequest: () => void = () => undefined;
  const requested = new Promise<undefined>((resolve) => {
    const stop = () => {
      requestedAt ??= performance.now();
      controller.abort();
      resolve(undefined);
    };
    whenNpmIsGone(stop);
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        if (requestedAt === undefined) {
          stop();
        } else if (performance.now() - requestedAt > SAME_REQUEST_MS) {
          onSecondRequest();
          process.exit(1);
        }
      });
    }
  });
  return {
    requested,
    signal: controller.signal,
    onSecondRequest: (action: () => void) => {
      onSecondRequest = action;
    },
  };
}

/** Only for `npm start`: whoever starts the program itself, say with nohup, may end before it. */
function whenNpmIsGone(act: () => void): void {
  if (process.env['npm_lifecycle_event'] !== 'start') return;
  // The script is `exec node …`, so the parent is npm itself.
  const npm = process.ppid;
  const check = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(check);
    act();
  }, NPM_CHECK_MS);
  check.unref();
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function printError(text: string): void {
  process.stderr.write(`${text}\n`);
}

main().catch((error: unknown) => {
  printError(error instanceof StartError ? error.message : String(error instanceof Error ? error.stack : error));
  // A child process that does not end must not keep a failed start alive.
  process.exit(1);
});
