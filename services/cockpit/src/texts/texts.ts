import { createContext, useContext } from 'react';
import type english from './en.json';

/** Key of a text in `en.json` and `de.json`. */
export type TextKey = keyof typeof english;
export type Texts = Readonly<Record<TextKey, string>>;
export type Language = 'en' | 'de';

const loaders: Record<Language, () => Promise<{ readonly default: Texts }>> = {
  en: () => import('./en.json'),
  de: () => import('./de.json'),
};

export async function loadTexts(language: Language): Promise<Texts> {
  return (await loaders[language]()).default;
}

export type TextValues = Readonly<Record<string, string | number>>;

/** Replaces each `{name}` by the value of that name; a placeholder without a value stays. */
export function interpolate(text: string, values: TextValues = {}): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));
}

/** The text of a key. A value of a newer release of the platform has none yet, and is shown as it is. */
export function textOf(texts: Texts, key: TextKey, values?: TextValues): string {
  return Object.hasOwn(texts, key) ? interpolate(texts[key], values) : key.slice(key.lastIndexOf('.') + 1);
}

export interface Translation {
  readonly language: Language;
  readonly texts: Texts;
}

export const TranslationContext = createContext<Translation | undefined>(undefined);

export function useLanguage(): Language {
  return useTranslation().language;
}

/** Returns the function for texts in the chosen language: `t('platform.seconds', { count: 3 })`. */
export function useTexts(): (key: TextKey, values?: TextValues) => string {
  const { texts } = useTranslation();
  return (key, values) => textOf(texts, key, values);
}

/** Returns the check whether a computed key is the key of a text. */
export function useIsTextKey(): (key: string) => key is TextKey {
  const { texts } = useTranslation();
  return (key): key is TextKey => Object.hasOwn(texts, key);
}

function useTranslation(): Translation {
  const translation = useContext(TranslationContext);
  if (!translation) throw new Error('Texts need a TranslationContext');
  return translation;
}
