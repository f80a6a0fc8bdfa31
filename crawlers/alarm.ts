/** What ends a request that takes too long, or that may not go on because everything must stop. */

/** Calls `ring` after that many milliseconds, or sooner where everything must stop. Answers what calls it off, and then nothing is left of it. */
export type Alarm = (ms: number, ring: () => void) => () => void

/** Alarms by the real clock, which all ring the moment `stop` aborts. */
export function openAlarm(stop?: AbortSignal): Alarm {
  const set = new Set<() => void>()
  stop?.addEventListener('abort', () => {
    for (const ring of set) ring()
  })
  return (ms, ring) => {
    if (stop?.aborted === true) {
      ring()
      return () => undefined
    }
    const timer = setTimeout(ring, ms)
    set.add(ring)
    return () => {
      clearTimeout(timer)
      set.delete(ring)
    }
  }
}

/** What a request is broken off with when its alarm rings. */
export function tooLate(): Error {
  return new DOMException('The request took too long.', 'TimeoutError')
}
