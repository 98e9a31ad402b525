/** A time as the database answers it: PostgreSQL as a date, libSQL as a text. */
export type StoredTime = Date | string;

/** RFC 3339 in UTC, with milliseconds. */
export function timeText(time: StoredTime): string {
  return new Date(time).toISOString();
}
