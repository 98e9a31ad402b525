import { createContext, useContext } from 'react';
import type english from './en.json';

/** Every text that the cockpit has. */
export type TextKey = keyof typeof english;
export type Texts = Readonly<Record<TextKey, string>>;
export type Language = 'en' | 'de';

const load: Record<Language, () => Promise<{ readonly default: Texts }>> = {
  en: () => import('./en.json'),
  de: () => import('./de.json'),
};

export async function loadTexts(language: Language): Promise<Texts> {
  return (await load[language]()).default;
}

export type Arguments = Readonly<Record<string, string | number>>;

/** The text with `{name}` replaced by the argument of that name. */
export function fill(text: string, values: Arguments = {}): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}

export interface Translation {
  readonly language: Language;
  readonly texts: Texts;
}

export const TranslationContext = createContext<Translation | undefined>(undefined);

export function useLanguage(): Language {
  return useTranslation().language;
}

/** The texts in the language of the reader: `t('systems.found', {count: 3})`. */
export function useTexts(): (key: TextKey, values?: Arguments) => string {
  const { texts } = useTranslation();
  return (key, values) => fill(texts[key], values);
}

/** Whether a key that was put together is one of a text. */
export function useKnownText(): (key: string) => key is TextKey {
  const { texts } = useTranslation();
  return (key): key is TextKey => Object.hasOwn(texts, key);
}

function useTranslation(): Translation {
  const translation = useContext(TranslationContext);
  if (!translation) throw new Error('There are no texts around this component');
  return translation;
}
