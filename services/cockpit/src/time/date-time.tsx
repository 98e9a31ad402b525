import { useLanguage } from '../texts/texts.js';

/** A time in the browser's time zone, with the UTC value as tooltip. */
export function DateTime({ at, seconds = false }: { readonly at: string; readonly seconds?: boolean }) {
  const language = useLanguage();
  return (
    <time dateTime={at} title={formatUtc(at)}>
      {formatDateTime(at, language, seconds)}
    </time>
  );
}

/** @param at RFC 3339. @returns the time in the browser's time zone */
export function formatDateTime(at: string, language: string, seconds = false): string {
  const timeStyle = seconds ? 'medium' : 'short';
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle }).format(new Date(at));
}

/** @param at RFC 3339, in UTC. */
export function formatUtc(at: string): string {
  return `${at.replace('T', ' ').replace('Z', '')} UTC`;
}
