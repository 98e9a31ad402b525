/** Callbacks of subscribers that wait for the same thing. */
export class SubscriberSet {
  private readonly wakeUps = new Set<() => void>();

  get size(): number {
    return this.wakeUps.size;
  }

  /** @returns unsubscribes */
  add(wake: () => void): () => void {
    this.wakeUps.add(wake);
    return () => this.wakeUps.delete(wake);
  }

  wake(): void {
    for (const wake of [...this.wakeUps]) wake();
  }
}
