import { parseArgs } from 'node:util';
import { startPlatform, StartRefused } from './platform.js';
import { curlExample, readyLines, USAGE } from './start-messages.js';

/** A terminal's Ctrl-C arrives twice when npm hands it on: what comes this soon after the first one is no second wish. */
const SAME_WISH_MS = 1_000;

async function main(): Promise<void> {
  const { help, verbose } = readArguments();
  if (help) {
    print(USAGE);
    return;
  }
  const stopping = stopSignal();
  print('Starting … (Ctrl-C stops)');
  const began = performance.now();
  const env = verbose ? { LOG_TO_TERMINAL: 'true' } : {};
  const platform = await startPlatform({ env, report: print, signal: stopping.signal }).catch((error: unknown) => {
    if (stopping.signal.aborted) return undefined;
    throw error;
  });
  if (platform === undefined) {
    print('Stopped.');
    return;
  }
  stopping.onInsist(() => platform.abandon());
  print(readyLines(platform, performance.now() - began));
  print(`\nTry it in another terminal (\`npm run demo\` tells it step by step):\n\n${curlExample(platform.urls)}`);
  const failure = await Promise.race([platform.gaveUp, stopping.wished]);
  if (failure !== undefined) throw new StartRefused([failure]);
  print('Stopping …');
  await platform.stop();
  print('Stopped.');
}

function readArguments(): { help?: boolean; verbose?: boolean } {
  try {
    const options = { help: { type: 'boolean', short: 'h' }, verbose: { type: 'boolean', short: 'v' } } as const;
    return parseArgs({ options, allowPositionals: false }).values;
  } catch (error) {
    throw new StartRefused([`${error instanceof Error ? error.message : String(error)}\n${USAGE}`]);
  }
}

/** The wish to stop, by signal; whoever insists (wishes again later) has everything killed. */
function stopSignal() {
  const controller = new AbortController();
  let wishedAt: number | undefined;
  let insist: () => void = () => undefined;
  const wished = new Promise<undefined>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        if (wishedAt === undefined) {
          wishedAt = performance.now();
          controller.abort();
          resolve(undefined);
        } else if (performance.now() - wishedAt > SAME_WISH_MS) {
          insist();
          process.exit(1);
        }
      });
    }
  });
  return {
    wished,
    signal: controller.signal,
    onInsist: (action: () => void) => {
      insist = action;
    },
  };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

main().catch((error: unknown) => {
  complain(error instanceof StartRefused ? error.message : String(error instanceof Error ? error.stack : error));
  // Children that do not end may not keep a refused start alive.
  process.exit(1);
});
