import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { eventually } from './eventually.js';

/** State of a process that has ended, and whose parent does not know it yet. */
const ENDED = 'Z';

/** Stops a process, and resolves when all its threads stand still; the signal alone arrives some time later. */
export async function freezeProcess(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  // Elsewhere than on Linux nobody tells.
  if (!existsSync(`/proc/${pid}/task`)) return;
  await eventually(async () => (await statesOfThreads(pid)).every((state) => state === 'T' || state === ENDED));
}

async function statesOfThreads(pid: number): Promise<(string | undefined)[]> {
  const threads = await readdir(`/proc/${pid}/task`);
  return Promise.all(
    // The name of the program, in parentheses, may hold anything.
    threads.map(
      async (thread) => / ([A-Z]) [^)]*$/.exec(await readFile(`/proc/${pid}/task/${thread}/stat`, 'utf8'))?.[1],
    ),
  );
}
