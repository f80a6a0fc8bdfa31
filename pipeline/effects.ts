/** What commands need of the world, passed in so that tests can stand in for it. */
import { setTimeout } from 'node:timers/promises'
import { isatty } from 'node:tty'

export interface Effects {
  now: () => Date
  /** Resolves after that many milliseconds, or as soon as the signal aborts; that of the process where none is given. */
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** A number from 0 (inclusive) to 1. */
  random: () => number
  /** Results, a line each. */
  print: (line: string) => void
  /** What goes on meanwhile, a line each. */
  log: (line: string) => void
  /** True where a person sits before stderr and progress may be drawn over. */
  interactive: boolean
  /** Aborts when the process is asked to stop; its reason is the Stop to end with. */
  signal: AbortSignal
  /** True once whoever read the results has gone, as `head` does: nothing more need be worked out for printing. */
  unheard: () => boolean
}

/** Writes lines until the reader at the other end goes away; then lines go nowhere, and the work in hand is not broken off. */
function linesTo(stream: NodeJS.WriteStream): { write: (line: string) => void; gone: () => boolean } {
  let gone = false
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    gone = true
  })
  return { write: (line) => void (gone || stream.write(`${line}\n`)), gone: () => gone }
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal })
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error
  }
}

/** The real world. */
export function realEffects(stop: AbortSignal): Effects {
  const [results, log] = [linesTo(process.stdout), linesTo(process.stderr)]
  return {
    now: () => new Date(),
    sleep: (milliseconds, signal = stop) => sleep(milliseconds, signal),
    random: Math.random,
    print: results.write,
    log: log.write,
    interactive: isatty(2) && process.env['NO_COLOR'] === undefined,
    signal: stop,
    unheard: results.gone,
  }
}
