/** Starts the dashboard over a warehouse file in a process of its own, and asks it what it has used. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const usage = z.object({ cpu_ms: z.number(), rss_mb: z.number() })

/** A served country. */
export interface Country {
  url: string
  used: () => Promise<z.infer<typeof usage>>
  stop: () => void
}

/** Serves one warehouse file. */
export async function serveCountry(file: string): Promise<Country> {
  const script = new URL('country-server.mjs', import.meta.url).pathname
  const server = spawn(process.execPath, [script, file], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<string> => {
    const line = await lines.next()
    if (line.done === true) throw new Error('the dashboard has ended')
    return line.value
  }
  const url = await next()
  return {
    url,
    used: async () => {
      server.stdin.write('\n')
      return usage.parse(JSON.parse(await next()))
    },
    stop: () => server.stdin.end(),
  }
}
