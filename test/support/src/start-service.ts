import { builtProgram } from './built-program.js';
import { startProcess, type ProcessOptions, type RunningProcess } from './start-process.js';

export interface RunningService extends RunningProcess {
  /** Where its HTTP server listens. */
  readonly url: string;
}

/**
 * Starts the built program of a service in a process of its own, on a free port of loopback unless `env` names one,
 * and waits until it is ready.
 * @throws Error with its output when it does not start, or when it is not built.
 */
export async function startService(
  /** Name of its folder in `services`. */
  name: string,
  env: Readonly<Record<string, string>>,
  options: Pick<ProcessOptions, 'readyWithinMs'> = {},
): Promise<RunningService> {
  const running = await startProcess({
    ...options,
    name,
    command: process.execPath,
    args: builtProgram(`services/${name}/dist/main.js`),
    env: { HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info', ...env },
    readyLine: /(?:ready|listening) on (http:\/\/[^\s"]+)[\s"]/,
  });
  return { ...running, url: running.ready[1]! };
}
