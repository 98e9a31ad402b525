/** Does a job `count` times, `atOnce` of them at the same time; the results in the order in which they came. */
export async function inParallel<T>(count: number, atOnce: number, job: () => Promise<T>): Promise<T[]> {
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
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
