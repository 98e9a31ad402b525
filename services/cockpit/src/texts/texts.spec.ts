import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import german from './de.json';
import english from './en.json';
import { fill } from './texts.js';

const SOURCES = join(__dirname, '..');
const holesIn = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesIn(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.spec.ts') ? [readFileSync(path, 'utf8')] : [];
  });
}

describe('the texts', () => {
  it('are the same in both languages, with the same holes to fill', () => {
    expect(Object.keys(german)).toEqual(Object.keys(english));
    const holes = (texts: Record<string, string>) => Object.entries(texts).map(([key, text]) => [key, holesIn(text)]);
    expect(holes(german)).toEqual(holes(english));
  });

  it('are never empty', () => {
    expect([...Object.values(english), ...Object.values(german)].filter((text) => text.trim() === '')).toEqual([]);
  });

  // That every key that is used exists is the compiler's to say: keys are typed.
  it('are all used', () => {
    const sources = sourcesIn(SOURCES).join('\n');
    // `problem.${code}.what` uses every key of that shape.
    const shapes = [...sources.matchAll(/`([a-z-]+\.[^`\s]*\$\{[^`\s]*)`/g)].map(
      ([, shape]) =>
        new RegExp(
          `^${shape!
            .split(/\$\{[^}]*\}/)
            .map((part) => part.replaceAll('.', '\\.'))
            .join('.+')}$`,
        ),
    );
    const isUsed = (key: string) =>
      sources.includes(`'${key}'`) || sources.includes(`"${key}"`) || shapes.some((shape) => shape.test(key));
    expect(Object.keys(english).filter((key) => !isUsed(key))).toEqual([]);
  });

  it('take arguments, and leave a hole for which there is none', () => {
    expect(fill('{a} of {b} and {a}', { a: 1 })).toBe('1 of {b} and 1');
  });
});
