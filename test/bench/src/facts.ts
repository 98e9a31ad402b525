import type { Platform } from '@system-landscape/local';
import { existsSync, readFileSync } from 'node:fs';

/** A figure that stands alone; less is better. */
export interface Fact {
  readonly id: string;
  readonly title: string;
  readonly unit: 's' | 'MB';
  readonly value: number;
  readonly goal: number;
}

export function readyFact(milliseconds: number): Fact {
  return { id: 'ready', title: 'all parts ready, empty data folder', unit: 's', value: milliseconds / 1000, goal: 6 };
}

/**
 * Memory of all processes of the platform, what they share counted once (PSS).
 * @returns nothing where the kernel does not tell, which only Linux does
 */
export function memoryFacts(id: string, when: string, platform: Pick<Platform, 'parts'>): Fact[] {
  const files = Object.values(platform.parts()).map(({ pid }) => `/proc/${pid}/smaps_rollup`);
  if (!files.every((file) => existsSync(file))) return [];
  const kilobytes = files.map((file) => Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'))?.[1]));
  const value = kilobytes.reduce((sum, each) => sum + each, 0) / 1000;
  return [{ id, title: `memory of the whole platform, ${when}`, unit: 'MB', value, goal: 1200 }];
}
