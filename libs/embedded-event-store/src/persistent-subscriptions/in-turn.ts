/** Works that must not meet: each begins when the one before has ended, whether well or not. */
export class InTurn {
  private last: Promise<unknown> = Promise.resolve();

  /** Resolves or rejects as the work does. */
  run<Result>(work: () => Promise<Result> | Result): Promise<Result> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }
}
