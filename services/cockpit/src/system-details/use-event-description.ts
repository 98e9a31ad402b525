import type { HistoryItem } from '../api/api-types.js';
import { useIsTextKey, useLanguage, useTexts } from '../texts/texts.js';
import { formatDateTime } from '../time/date-time.js';
import { eventTextOf } from './event-text.js';

/** Returns the function that describes an event in the user's language; an unknown event by the API's summary. */
export function useEventDescription(): (item: HistoryItem) => string {
  const t = useTexts();
  const language = useLanguage();
  const isTextKey = useIsTextKey();
  return (item) => {
    const found = eventTextOf(item, isTextKey, (time) => formatDateTime(time, language));
    if (!found) return item.summary;
    const step = `step.${found.values['step']}`;
    return t(found.text, isTextKey(step) ? { ...found.values, step: t(step) } : found.values);
  };
}
