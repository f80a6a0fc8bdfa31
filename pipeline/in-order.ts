/** Work on a long list with a few hands, its results in the order of the list. */

/** Yields what `work` makes of each item, in order; at most `hands` are under way, and as many wait to be taken at most. */
export async function* inOrder<T, R>(
  items: Iterable<T>,
  hands: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const rest = items[Symbol.iterator]()
  const begun: Promise<R>[] = []
  const begin = (): void => {
    const next = rest.next()
    if (next.done === true) return
    const result = work(next.value)
    // Whoever takes the result learns of its failure; until then Node must not call it unhandled.
    result.catch(() => undefined)
    begun.push(result)
  }
  for (let hand = 0; hand < hands; hand += 1) begin()
  for (let first = begun.shift(); first !== undefined; first = begun.shift()) {
    const result = await first
    begin()
    yield result
  }
}
