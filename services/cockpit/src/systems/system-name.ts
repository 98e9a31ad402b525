import { SYSTEM_NAME } from '@system-landscape/domain';

export const LONGEST_NAME = 128;

export type NameMistake = 'empty' | 'blank-at-end' | 'not-ascii' | 'too-long';

/** What is wrong with a name, and the characters that it may not have (M-09); undefined when nothing is. */
export function mistakeIn(name: string): { readonly mistake: NameMistake; readonly characters: string } | undefined {
  if (SYSTEM_NAME.test(name)) return undefined;
  const characters = [...new Set(name.match(/[^\x20-\x7e]/gu))].join(' ');
  if (name === '') return { mistake: 'empty', characters };
  if (characters !== '') return { mistake: 'not-ascii', characters };
  return { mistake: name.length > LONGEST_NAME ? 'too-long' : 'blank-at-end', characters };
}
