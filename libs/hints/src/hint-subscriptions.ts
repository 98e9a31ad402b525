/** The persistent subscriptions of a process, and why one of them delivers no hints. */
export class HintSubscriptions {
  private readonly broken = new Map<string, unknown>();

  broke(name: string, reason: unknown): void {
    this.broken.set(name, reason);
  }

  delivers(name: string): void {
    this.broken.delete(name);
  }

  /** Health check. @throws Error with the name of a subscription that delivers nothing, and the reason */
  check(): Promise<void> {
    const [first] = this.broken;
    if (!first) return Promise.resolve();
    const [name, reason] = first;
    const why = reason instanceof Error ? reason.message : String(reason);
    return Promise.reject(new Error(`The subscription ${name} delivers nothing: ${why}`, { cause: reason }));
  }
}
