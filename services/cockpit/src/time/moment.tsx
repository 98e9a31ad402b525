import { useLanguage } from '../texts/texts.js';

/** A time in the reader's zone; the UTC value is at hand. */
export function Moment({ at }: { readonly at: string }) {
  const language = useLanguage();
  return (
    <time dateTime={at} title={`${at.replace('T', ' ').replace('Z', '')} UTC`}>
      {inReadersZone(at, language)}
    </time>
  );
}

export function inReadersZone(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}
