import { getLanguage, setLanguage } from '@ui5/webcomponents-base/dist/config/Language.js';
import { setTheme } from '@ui5/webcomponents-base/dist/config/Theme.js';
import { loadTexts, type Language, type Translation } from '../texts/texts.js';

export const THEMES = ['sap_horizon', 'sap_horizon_dark', 'sap_horizon_hcb', 'sap_horizon_hcw'] as const;
export type Theme = (typeof THEMES)[number];
export const LANGUAGES = ['en', 'de'] as const satisfies readonly Language[];

const THEME = 'cockpit.theme';
const LANGUAGE = 'cockpit.language';

/** What the reader chose on this machine, else what the browser says. */
export function preferredTheme(): Theme {
  const chosen = THEMES.find((theme) => theme === localStorage.getItem(THEME));
  if (chosen) return chosen;
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  if (matchMedia('(prefers-contrast: more)').matches) return dark ? 'sap_horizon_hcb' : 'sap_horizon_hcw';
  return dark ? 'sap_horizon_dark' : 'sap_horizon';
}

export function preferredLanguage(): Language {
  const chosen = LANGUAGES.find((language) => language === localStorage.getItem(LANGUAGE));
  return chosen ?? (navigator.language.startsWith('de') ? 'de' : 'en');
}

export async function applyTheme(theme: Theme): Promise<void> {
  await setTheme(theme);
}

/** Loads the texts of the language and tells the components. */
export async function applyLanguage(language: Language): Promise<Translation> {
  // To be told what they know costs the components a file of formats.
  const known = getLanguage() ?? navigator.language.slice(0, 2);
  const [texts] = await Promise.all([loadTexts(language), known === language ? undefined : setLanguage(language)]);
  document.documentElement.lang = language;
  return { language, texts };
}

export function rememberTheme(theme: Theme): void {
  localStorage.setItem(THEME, theme);
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(LANGUAGE, language);
}
