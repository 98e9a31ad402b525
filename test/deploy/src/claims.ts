const print = (line: string) => void process.stdout.write(`${line}\n`);

/** What is claimed of `deploy/`, each tried once; a failed one does not keep the others from being tried. */
export class Claims {
  private passed = 0;
  private readonly failures: string[] = [];

  /** @param holds throws when it does not; what it returns is printed with the claim */
  async check(claim: string, holds: () => Promise<string | void>): Promise<void> {
    const began = performance.now();
    try {
      const detail = await holds();
      this.passed += 1;
      print(`ok      ${claim}${detail ? `: ${detail}` : ''} (${((performance.now() - began) / 1_000).toFixed(1)} s)`);
    } catch (error) {
      this.failures.push(claim);
      print(`FAILED  ${claim}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }

  /** @returns whether all held */
  report(): boolean {
    print(`${this.passed} passed, ${this.failures.length} failed`);
    return this.failures.length === 0;
  }
}
