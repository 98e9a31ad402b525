import { useSyncExternalStore } from 'react';

const narrowScreen = matchMedia('(max-width: 599px)');

/** Whether the viewport is as narrow as a phone's. */
export function isNarrowScreen(): boolean {
  return narrowScreen.matches;
}

/** Like `isNarrowScreen`; renders again when that changes. */
export function useNarrowScreen(): boolean {
  return useSyncExternalStore(subscribe, isNarrowScreen);
}

function subscribe(onChange: () => void): () => void {
  narrowScreen.addEventListener('change', onChange);
  return () => narrowScreen.removeEventListener('change', onChange);
}
