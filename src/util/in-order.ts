/**
 * The results of jobs in the order of the jobs, which run at the same time: at most `ahead` of them are under way or
 * wait to be taken. The first failure in this order ends it; later jobs may then be under way still.
 */
export async function* inOrder<T>(
  jobs: Iterable<() => Promise<T>> | AsyncIterable<() => Promise<T>>,
  ahead: number,
): AsyncGenerator<T> {
  const pending: Promise<T>[] = [];
  for await (const job of jobs) {
    const result = job();
    result.catch(() => undefined); // a failure is heard of when its turn comes, if it comes
    pending.push(result);
    const [first] = pending;
    if (pending.length < ahead || first === undefined) continue;
    yield await first;
    void pending.shift(); // known already
  }
  for (const result of pending) yield await result;
}
