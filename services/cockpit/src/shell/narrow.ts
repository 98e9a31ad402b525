import { useSyncExternalStore } from 'react';

const narrow = matchMedia('(max-width: 599px)');

export function isNarrow(): boolean {
  return narrow.matches;
}

/** Whether the page is as narrow as a phone. */
export function useNarrow(): boolean {
  return useSyncExternalStore(watch, isNarrow);
}

function watch(changed: () => void): () => void {
  narrow.addEventListener('change', changed);
  return () => narrow.removeEventListener('change', changed);
}
