import type { LocalPlatform } from '@system-landscape/local';
import { existsSync, readFileSync } from 'node:fs';

/** A figure that stands alone; less is better. */
export interface Fact {
  readonly id: string;
  readonly title: string;
  readonly unit: 's' | 'ms' | 'µs' | 'MB';
  readonly value: number;
  readonly goal?: number;
}

/** How long the platform took until it was ready. */
export function readyFact(id: string, what: string, seconds: number, goal: number): Fact {
  return { id, title: `all parts ready after the start, ${what}`, unit: 's', value: seconds, goal };
}

/** Memory of all processes of the platform. @returns nothing where the kernel does not tell, which only Linux does */
export function memoryFacts(id: string, when: string, platform: Pick<LocalPlatform, 'components'>): Fact[] {
  const value = megabytesOf(Object.values(platform.components()).map(({ pid }) => pid));
  if (value === undefined) return [];
  return [{ id, title: `memory of the whole platform, ${when}`, unit: 'MB', value, goal: 1200 }];
}

/** Memory of processes, what they share counted once (PSS); undefined where the kernel does not tell. */
export function megabytesOf(pids: readonly number[]): number | undefined {
  const files = pids.map((pid) => `/proc/${pid}/smaps_rollup`);
  if (!files.every((file) => existsSync(file))) return undefined;
  const kilobytes = files.map((file) => Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'))?.[1]));
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1000;
}

/** Of one tick in `/proc`, on every Linux that Node runs on. */
const TICK_MS = 10;

/** CPU time that processes have taken so far; undefined where the kernel does not tell. */
export function cpuMillisecondsOf(pids: readonly number[]): number | undefined {
  const files = pids.map((pid) => `/proc/${pid}/stat`);
  if (!files.every((file) => existsSync(file))) return undefined;
  const ticks = files.map((file) => {
    // The name of the program, in brackets, may hold blanks. After it, user and system time are fields 12 and 13.
    const fields = readFileSync(file, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, each) => sum + each, 0) * TICK_MS;
}
