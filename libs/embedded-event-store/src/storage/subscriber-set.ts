/** Wake-ups of those who wait for something. */
export class SubscriberSet {
  private readonly wakeUps = new Set<() => void>();

  get size(): number {
    return this.wakeUps.size;
  }

  /** @returns takes the wake-up away */
  add(wake: () => void): () => void {
    this.wakeUps.add(wake);
    return () => this.wakeUps.delete(wake);
  }

  wake(): void {
    for (const wake of [...this.wakeUps]) wake();
  }
}
