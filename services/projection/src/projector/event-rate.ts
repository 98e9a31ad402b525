const WINDOW_MS = 10_000;

/** Events per second over the last ten seconds; times are milliseconds of any one clock. */
export class EventRate {
  private readonly added: { readonly at: number; readonly events: number }[] = [];

  add(events: number, at: number): void {
    if (events === 0) return;
    this.forget(at);
    const last = this.added.at(-1);
    // A tenth of a second is exact enough, and bounds the list.
    if (last && at - last.at < WINDOW_MS / 100)
      this.added[this.added.length - 1] = { at: last.at, events: last.events + events };
    else this.added.push({ at, events });
  }

  perSecond(at: number): number {
    this.forget(at);
    return this.added.reduce((sum, { events }) => sum + events, 0) / (WINDOW_MS / 1_000);
  }

  private forget(at: number): void {
    while (this.added[0] && at - this.added[0].at > WINDOW_MS) this.added.shift();
  }
}
