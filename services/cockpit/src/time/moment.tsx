import { useLanguage } from '../texts/texts.js';

/** A time in the reader's zone; the UTC value is at hand. */
export function Moment({ at, seconds = false }: { readonly at: string; readonly seconds?: boolean }) {
  const language = useLanguage();
  return (
    <time dateTime={at} title={utc(at)}>
      {inReadersZone(at, language, seconds)}
    </time>
  );
}

export function inReadersZone(at: string, language: string, seconds = false): string {
  const timeStyle = seconds ? 'medium' : 'short';
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle }).format(new Date(at));
}

export function utc(at: string): string {
  return `${at.replace('T', ' ').replace('Z', '')} UTC`;
}
