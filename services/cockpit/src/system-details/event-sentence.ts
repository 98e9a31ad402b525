import type { HistoryItem } from '../platform/platform.js';
import type { Arguments, TextKey } from '../texts/texts.js';

export interface Sentence {
  readonly text: Extract<TextKey, `event.${string}`>;
  readonly values: Arguments;
}

/** Variants of a sentence by a member of the event's data. */
const VARIANT: Readonly<Record<string, string>> = {
  IntegrationTokenIssued: 'reason',
  IntegrationTokenRevoked: 'reason',
  IncidentResolved: 'action',
};

/**
 * What happened, as a text of the cockpit with its values.
 * @param known whether the cockpit has this text
 * @returns undefined for an event that is newer than the cockpit: then the platform's own sentence is shown
 */
export function sentenceOf(
  { type, data }: HistoryItem,
  known: (key: string) => key is TextKey,
  inReadersZone: (at: string) => string,
): Sentence | undefined {
  const by = VARIANT[type];
  const key = by === undefined ? `event.${type}` : `event.${type}.${String(data[by])}`;
  if (!known(key)) return undefined;
  return { text: key as Sentence['text'], values: valuesOf(data, inReadersZone) };
}

/** The plain members of the data, and the words of its reason; times in the reader's zone. */
function valuesOf(data: HistoryItem['data'], inReadersZone: (at: string) => string): Arguments {
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(data)) {
    if (typeof value === 'number') values[name] = value;
    if (typeof value === 'string') values[name] = name.endsWith('At') ? inReadersZone(value) : value;
  }
  const message = (data['reason'] as { readonly message?: unknown } | undefined)?.message;
  if (typeof message === 'string') values['message'] = message;
  return values;
}
