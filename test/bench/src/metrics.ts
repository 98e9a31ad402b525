import type { LocalPlatform } from '@system-landscape/local';
import { existsSync, readFileSync } from 'node:fs';

/** A single figure without ceiling or rival; lower is better. */
export interface Metric {
  readonly id: string;
  readonly title: string;
  readonly unit: 's' | 'ms' | 'µs' | 'MB' | '×';
  readonly value: number;
  readonly goal?: number;
}

/** Duration of the start in s. */
export function readyMetric(id: string, what: string, seconds: number, goal: number): Metric {
  return { id, title: `start until all components are ready, ${what}`, unit: 's', value: seconds, goal };
}

/** Memory of all processes of the platform. Empty on systems other than Linux. */
export function memoryMetrics(id: string, when: string, platform: Pick<LocalPlatform, 'components'>): Metric[] {
  const value = megabytesOf(Object.values(platform.components()).map(({ pid }) => pid));
  if (value === undefined) return [];
  return [{ id, title: `memory of the whole platform, ${when}`, unit: 'MB', value, goal: 1200 }];
}

/** Memory of processes, shared pages counted once (PSS); undefined on systems other than Linux. */
export function megabytesOf(pids: readonly number[]): number | undefined {
  const files = pids.map((pid) => `/proc/${pid}/smaps_rollup`);
  if (!files.every((file) => existsSync(file))) return undefined;
  const kilobytes = files.map((file) => Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'))?.[1]));
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1000;
}

/** Length of a clock tick in `/proc`. */
const TICK_MS = 10;

/** CPU time of processes so far; undefined on systems other than Linux. */
export function cpuMillisecondsOf(pids: readonly number[]): number | undefined {
  const files = pids.map((pid) => `/proc/${pid}/stat`);
  if (!files.every((file) => existsSync(file))) return undefined;
  const ticks = files.map((file) => {
    // The program name, in brackets, may contain blanks. After it, user and system time are fields 12 and 13.
    const fields = readFileSync(file, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, each) => sum + each, 0) * TICK_MS;
}
