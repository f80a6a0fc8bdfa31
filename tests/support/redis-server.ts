/** A real Redis for tests, on a port and in a folder of its own; nothing of it outlives the test. */
import { spawn, type ChildProcess } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { freePort } from './stage.ts'

/** Where redis-server lies on this machine; null where it is not installed. In CI it must be there. */
export const redisBinary = findRedis()
/** What a skipped test says. */
export const redisRemedy = 'no redis-server: apt-get install redis-server'

function findRedis(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const found = folders
    .map((folder) => join(folder, 'redis-server'))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch (error) {
        if (error instanceof Error && 'code' in error) return false
        throw error
      }
    })
  if (found === undefined && process.env['CI'] !== undefined)
    throw new Error(`CI must run the queue's tests: ${redisRemedy}.`)
  return found ?? null
}

export interface TestRedis {
  address: string
  port: number
  /** Ends the server at once, as a crash would. */
  kill(): Promise<void>
  /** Starts it again on the same port, with what it had saved. */
  start(): Promise<void>
  close(): Promise<void>
}

/** Starts a server; `saves` keeps every write on disk, so that a restart forgets nothing. */
export async function startRedis(saves = true): Promise<TestRedis> {
  const binary = redisBinary
  if (binary === null) throw new Error(redisRemedy)
  const folder = await mkdtemp(join(tmpdir(), 'gouji-redis-'))
  const port = await freePort()
  let child: ChildProcess | null = null

  async function start(): Promise<void> {
    const save = saves ? ['--appendonly', 'yes', '--appendfsync', 'always'] : []
    const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...save]
    const server = spawn(binary ?? '', options, { stdio: ['ignore', 'pipe', 'inherit'] })
    child = server
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)))
      server.stdout.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('Ready to accept connections')) resolve()
      })
    })
  }

  async function kill(): Promise<void> {
    const server = child
    child = null
    if (server === null || server.exitCode !== null) return
    const gone = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGKILL')
    await gone
  }

  await start()
  return {
    address: `redis://127.0.0.1:${port}/0`,
    port,
    kill,
    start,
    async close() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
