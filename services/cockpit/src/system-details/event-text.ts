import type { HistoryItem } from '../api/api-types.js';
import type { TextValues, TextKey } from '../texts/texts.js';

export interface EventText {
  readonly text: Extract<TextKey, `event.${string}`>;
  readonly values: TextValues;
}

/** Event types with several texts, and the member of the event's data that selects one. */
const VARIANT_MEMBER: Readonly<Record<string, string>> = {
  IntegrationTokenIssued: 'reason',
  IntegrationTokenRevoked: 'reason',
  IncidentResolved: 'action',
};

/**
 * The text that describes an event, with its values.
 * @param isTextKey whether the cockpit has a text of this key
 * @returns undefined for an event type that the cockpit does not know
 */
export function eventTextOf(
  { type, data }: HistoryItem,
  isTextKey: (key: string) => key is TextKey,
  formatDateTime: (at: string) => string,
): EventText | undefined {
  const member = VARIANT_MEMBER[type];
  const key = member === undefined ? `event.${type}` : `event.${type}.${String(data[member])}`;
  if (!isTextKey(key)) return undefined;
  return { text: key as EventText['text'], values: valuesOf(data, formatDateTime) };
}

/** The scalar members of the data, with times formatted, and the message of its reason. */
function valuesOf(data: HistoryItem['data'], formatDateTime: (at: string) => string): TextValues {
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(data)) {
    if (typeof value === 'number') values[name] = value;
    if (typeof value === 'string') values[name] = name.endsWith('At') ? formatDateTime(value) : value;
  }
  const message = (data['reason'] as { readonly message?: unknown } | undefined)?.message;
  if (typeof message === 'string') values['message'] = message;
  return values;
}
