import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import german from './de.json';
import english from './en.json';
import { interpolate, textOf, type TextKey } from './texts.js';

const SOURCES = join(__dirname, '..');
const placeholdersIn = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesIn(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.spec.ts') ? [readFileSync(path, 'utf8')] : [];
  });
}

describe('the texts', () => {
  it('have the same keys and placeholders in both languages', () => {
    expect(Object.keys(german)).toEqual(Object.keys(english));
    const placeholders = (texts: Record<string, string>) =>
      Object.entries(texts).map(([key, text]) => [key, placeholdersIn(text)]);
    expect(placeholders(german)).toEqual(placeholders(english));
  });

  it('are never empty', () => {
    expect([...Object.values(english), ...Object.values(german)].filter((text) => text.trim() === '')).toEqual([]);
  });

  // The reverse is checked by the compiler: keys are typed.
  it('are all used', () => {
    const sources = sourcesIn(SOURCES).join('\n');
    // `problem.${code}.what` counts as a use of every key of that form.
    const templates = [...sources.matchAll(/`([a-z-]+\.[^`\s]*\$\{[^`\s]*)`/g)].map(
      ([, template]) =>
        new RegExp(
          `^${template!
            .split(/\$\{[^}]*\}/)
            .map((part) => part.replaceAll('.', '\\.'))
            .join('.+')}$`,
        ),
    );
    const isUsed = (key: string) =>
      sources.includes(`'${key}'`) || sources.includes(`"${key}"`) || templates.some((template) => template.test(key));
    expect(Object.keys(english).filter((key) => !isUsed(key))).toEqual([]);
  });

  it('show a value that only a newer release of the platform knows as it is', () => {
    expect(textOf(english, 'token.state.FROZEN' as TextKey)).toBe('FROZEN');
    expect(textOf(english, 'token.state.LIVE')).toBe(english['token.state.LIVE']);
  });

  it('keep a placeholder that has no value', () => {
    expect(interpolate('{a} of {b} and {a}', { a: 1 })).toBe('1 of {b} and 1');
  });
});
