import { getLanguage, setLanguage } from '@ui5/webcomponents-base/dist/config/Language.js';
import { setTheme } from '@ui5/webcomponents-base/dist/config/Theme.js';
import { loadTexts, type Language, type Translation } from '../texts/texts.js';

export const THEMES = ['sap_horizon', 'sap_horizon_dark', 'sap_horizon_hcb', 'sap_horizon_hcw'] as const;
export type Theme = (typeof THEMES)[number];
export const LANGUAGES = ['en', 'de'] as const satisfies readonly Language[];

const THEME = 'cockpit.theme';
const LANGUAGE = 'cockpit.language';

/** The theme stored in this browser, else the one that fits the browser's colour scheme and contrast. */
export function preferredTheme(): Theme {
  const chosen = THEMES.find((theme) => theme === localStorage.getItem(THEME));
  if (chosen) return chosen;
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  if (matchMedia('(prefers-contrast: more)').matches) return dark ? 'sap_horizon_hcb' : 'sap_horizon_hcw';
  return dark ? 'sap_horizon_dark' : 'sap_horizon';
}

/** The language stored in this browser, else the browser's language. */
export function preferredLanguage(): Language {
  const chosen = LANGUAGES.find((language) => language === localStorage.getItem(LANGUAGE));
  return chosen ?? (navigator.language.startsWith('de') ? 'de' : 'en');
}

/** Shows a theme; `data-theme` of the document names it once all components have it. */
export async function applyTheme(theme: Theme): Promise<void> {
  await setTheme(theme);
  document.documentElement.dataset['theme'] = theme;
}

/** Calls back when the user chooses a theme in another tab. @returns ends it */
export function onThemeChosenElsewhere(listener: (theme: Theme) => void): () => void {
  const follow = ({ key }: StorageEvent) => {
    if (key === THEME) listener(preferredTheme());
  };
  addEventListener('storage', follow);
  return () => removeEventListener('storage', follow);
}

/** Loads the texts of the language and sets it for the UI5 components. */
export async function applyLanguage(language: Language): Promise<Translation> {
  // `setLanguage` makes the components load a locale data file even when nothing changes.
  const current = getLanguage() ?? navigator.language.slice(0, 2);
  const [texts] = await Promise.all([loadTexts(language), current === language ? undefined : setLanguage(language)]);
  document.documentElement.lang = language;
  return { language, texts };
}

export function storeTheme(theme: Theme): void {
  localStorage.setItem(THEME, theme);
}

export function storeLanguage(language: Language): void {
  localStorage.setItem(LANGUAGE, language);
}
