/** A stage for commands: their output kept, their clock still, their waiting free. */
import type { Effects } from '../../pipeline/effects.ts'
import { createServer } from 'node:net'
import { runCli } from '../../pipeline/cli.ts'
import { runDemo } from '../../pipeline/demo.ts'
import type { HostName } from '../../pipeline/demo/county.ts'

/** What a command printed and how it ended. */
export interface Played {
  exit: number
  out: string[]
  log: string[]
}

/** Effects that collect output; time stands at `start` and moves only where something waits. */
export function stage(start = '2025-02-12T18:00:00Z'): Effects & { out: string[]; logged: string[] } {
  let time = Date.parse(start)
  const out: string[] = []
  const logged: string[] = []
  return {
    now: () => new Date(time),
    sleep: async (milliseconds) => {
      time += milliseconds
    },
    random: () => 0.5,
    print: (line) => void out.push(line),
    log: (line) => void logged.push(line),
    interactive: false,
    signal: new AbortController().signal,
    unheard: () => false,
    out,
    logged,
  }
}

/** Plays one command line. */
export async function play(args: readonly string[], start?: string): Promise<Played> {
  const effects = stage(start)
  const exit = await runCli(args, effects)
  return { exit, out: effects.out, log: effects.logged }
}

/** A port that nobody uses. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no port')),
      )
    })
  })
}

/** Ports that no other test uses, for one sample county. */
export async function freePorts(): Promise<Record<HostName, number>> {
  return { portal: await freePort(), towns: await freePort(), villages: await freePort() }
}

/** Plays the tour on ports of the test's own. */
export async function playTour(folder: string, ports: Readonly<Record<HostName, number>>): Promise<Played> {
  const effects = stage()
  await runDemo(folder, effects, ports)
  return { exit: 0, out: effects.out, log: effects.logged }
}
