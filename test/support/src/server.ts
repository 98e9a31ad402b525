import type { RunningProcess } from './start-process.js';

/** A process that listens on loopback. */
export interface Server extends Pick<RunningProcess, 'pid' | 'output' | 'stop' | 'kill'> {
  readonly url: string;
  readonly port: number;
}

/** The running process as a server. @param clean removes its temporary folder when it has ended */
export function asServer(running: RunningProcess, url: string, port: number, clean: () => Promise<void>): Server {
  return {
    url,
    port,
    pid: running.pid,
    output: running.output,
    async stop(graceMs) {
      const end = await running.stop(graceMs);
      await clean();
      return end;
    },
    async kill() {
      const end = await running.kill();
      await clean();
      return end;
    },
  };
}
