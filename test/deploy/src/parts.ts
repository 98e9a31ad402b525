import { parseArgs } from 'node:util';

const PARTS = ['images', 'compose', 'chart', 'units'] as const;
export type Part = (typeof PARTS)[number];

const USAGE = `npm run test:deploy -- [--only ${PARTS.join('|')}]…
  --only  only this part of deploy/; can be repeated`;

/** The parts to try; ends the process when there is no such part. */
export function readParts(): readonly Part[] {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
    const { only } = values;
    const unknown = only?.filter((name) => !PARTS.some((part) => part === name)) ?? [];
    if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}.`);
    return PARTS.filter((part) => only?.includes(part) ?? true);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    process.exit(2);
  }
}

/** Whether containers are run. */
export const needImages = (parts: readonly Part[]): boolean => parts.includes('images') || parts.includes('compose');
