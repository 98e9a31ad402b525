/** Runs a job `count` times, `concurrency` at a time. Returns the results in the order of completion. */
export async function inParallel<T>(count: number, concurrency: number, job: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  const worker = async () => {
    while (results.length + running < count) {
      running += 1;
      const result = await job();
      running -= 1;
      results.push(result);
    }
  };
  let running = 0;
  await Promise.all(Array.from({ length: concurrency }, worker));
  return results;
}
