/** How many of the last measurements the statistics cover. */
const WINDOW = 1_000;

/** How long a consumer took from delivery to acknowledgement, in ms; the extra statistics of a group. */
export class ObservedTimes {
  private readonly times: number[] = [];

  add(ms: number): void {
    if (this.times.length === WINDOW) this.times.shift();
    this.times.push(Math.round(ms));
  }

  /** By the keys of the protocol. */
  measurements(): readonly (readonly [key: string, ms: number])[] {
    const sorted = [...this.times].sort((a, b) => a - b);
    const at = (percent: number) =>
      sorted[Math.min(sorted.length - 1, Math.floor((percent / 100) * sorted.length))] ?? 0;
    if (sorted.length === 0) return [];
    const sum = sorted.reduce((total, ms) => total + ms, 0);
    return [
      ['Mean', Math.floor(sum / sorted.length)],
      ['Median', at(50)],
      ['Fastest', at(0)],
      ...[0, 1, 2, 3, 4].map((fifth) => [`Quintile ${fifth + 1}`, at(fifth * 20)] as const),
      ...[90, 95, 99, 99.5, 99.9].map((percent) => [`${percent}%`, at(percent)] as const),
      ['Highest', at(100)],
    ];
  }
}
