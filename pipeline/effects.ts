/** What commands need of the world, passed in so that tests can stand in for it. */

export interface Effects {
  now: () => Date
  sleep: (milliseconds: number) => Promise<void>
  /** A number from 0 (inclusive) to 1. */
  random: () => number
  /** Results, a line each. */
  print: (line: string) => void
  /** What goes on meanwhile, a line each. */
  log: (line: string) => void
  /** True where a person sits before stderr and progress may be drawn over. */
  interactive: boolean
}

/** The real world. */
export function realEffects(): Effects {
  return {
    now: () => new Date(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    random: Math.random,
    print: (line) => void process.stdout.write(`${line}\n`),
    log: (line) => void process.stderr.write(`${line}\n`),
    interactive: process.stderr.isTTY === true && process.env['NO_COLOR'] === undefined,
  }
}
