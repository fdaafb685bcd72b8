/**
 * The same elements; each is asked for while the one before is being used. A failure is thrown in its place, and leaving
 * early ends the source.
 */
export async function* oneAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  const ask = (): Promise<IteratorResult<T>> => {
    const next = source.next();
    // Thrown when it is awaited; until then nobody waits for it.
    next.catch(() => undefined);
    return next;
  };
  let next = ask();
  try {
    for (;;) {
      const result = await next;
      if (result.done === true) return;
      next = ask();
      yield result.value;
    }
  } finally {
    await source.return(undefined);
  }
}
