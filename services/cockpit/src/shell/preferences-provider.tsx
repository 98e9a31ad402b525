import { useEffect, useState, type ReactNode } from 'react';
import { TranslationContext, type Language, type Translation } from '../texts/texts.js';
import { PreferencesContext } from './preferences-context.js';
import {
  applyLanguage,
  applyTheme,
  onThemeChosenElsewhere,
  storeLanguage,
  storeTheme,
  type Theme,
} from './preferences.js';

/** Provides texts, language and theme, which the user can change at any time. */
export function PreferencesProvider({
  initialTranslation,
  initialTheme,
  children,
}: {
  readonly initialTranslation: Translation;
  readonly initialTheme: Theme;
  readonly children: ReactNode;
}) {
  const [translation, setTranslation] = useState(initialTranslation);
  const [theme, setTheme] = useState(initialTheme);
  useEffect(() => onThemeChosenElsewhere(setTheme), []);
  useEffect(() => void applyTheme(theme), [theme]);
  const chooseTheme = (chosen: Theme) => {
    storeTheme(chosen);
    setTheme(chosen);
  };
  const chooseLanguage = (chosen: Language) => {
    storeLanguage(chosen);
    void applyLanguage(chosen).then(setTranslation);
  };
  const { language } = translation;
  return (
    <TranslationContext value={translation}>
      <PreferencesContext value={{ theme, language, chooseTheme, chooseLanguage }}>{children}</PreferencesContext>
    </TranslationContext>
  );
}
