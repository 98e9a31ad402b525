const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/** PostgreSQL accepts these years; ISO 8601 writes others with a sign, and PostgreSQL has no year 0. */
const YEAR_1_TO_9999 = /^(?!0000)\d{4}-/;

/** An RFC 3339 time in UTC, with milliseconds and of the years 1 to 9999; undefined when the text is none. */
export function parseInstant(text: string): string | undefined {
  const match = RFC_3339.exec(text);
  const time = Date.parse(text);
  if (!match || Number.isNaN(time)) return undefined;
  const [year, month, day, hour] = match.slice(1).map(Number) as [number, number, number, number];
  // JavaScript takes 30 February for 2 March, and 24:00 for the next day.
  const isDay = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
  const instant = new Date(time).toISOString();
  return isDay && hour < 24 && YEAR_1_TO_9999.test(instant) ? instant : undefined;
}
