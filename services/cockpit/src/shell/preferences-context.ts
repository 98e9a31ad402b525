import { createContext, useContext } from 'react';
import type { Language } from '../texts/texts.js';
import type { Theme } from './preferences.js';

export interface Preferences {
  readonly theme: Theme;
  readonly language: Language;
  readonly chooseTheme: (theme: Theme) => void;
  readonly chooseLanguage: (language: Language) => void;
}

export const PreferencesContext = createContext<Preferences | undefined>(undefined);

/** @throws Error outside a `PreferencesProvider` */
export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext);
  if (!preferences) throw new Error('usePreferences needs a PreferencesProvider');
  return preferences;
}
