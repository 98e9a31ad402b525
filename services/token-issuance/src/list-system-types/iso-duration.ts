/** Milliseconds as an ISO 8601 duration of days, hours, minutes and seconds; less than a second is dropped. */
export function isoDuration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const part = (value: number, unit: string) => (value > 0 ? `${value}${unit}` : '');
  const days = part(Math.floor(seconds / 86_400), 'D');
  const time =
    part(Math.floor(seconds / 3_600) % 24, 'H') + part(Math.floor(seconds / 60) % 60, 'M') + part(seconds % 60, 'S');
  if (days === '' && time === '') return 'PT0S';
  return time === '' ? `P${days}` : `P${days}T${time}`;
}
