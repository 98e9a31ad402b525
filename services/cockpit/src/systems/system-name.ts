import { SYSTEM_NAME } from '@system-landscape/domain';

export const MAX_NAME_LENGTH = 128;

export type NameError = 'empty' | 'blank-at-end' | 'not-ascii' | 'too-long';

/** Validates a name (M-09). @returns the error and the invalid characters; undefined for a valid name */
export function nameErrorIn(name: string): { readonly error: NameError; readonly characters: string } | undefined {
  if (SYSTEM_NAME.test(name)) return undefined;
  const characters = [...new Set(name.match(/[^\x20-\x7e]/gu))].join(' ');
  if (name === '') return { error: 'empty', characters };
  if (characters !== '') return { error: 'not-ascii', characters };
  return { error: name.length > MAX_NAME_LENGTH ? 'too-long' : 'blank-at-end', characters };
}
