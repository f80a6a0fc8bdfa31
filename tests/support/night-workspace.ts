/** Whole nights of the real command line: in this process on a stage, or in a process of its own that may be killed. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { digestSchema, type Digest } from '../../pipeline/record/digest.ts'
import { readCurrent } from '../../warehouse/publish.ts'
import { flags, program } from './program.ts'

const preload = fileURLToPath(new URL('night-preload.mjs', import.meta.url))

/** A workspace whose one site is the county at hand; `more` is added to its settings. */
export async function workspaceOf(county: { yaml: string }, more = '', folder?: string): Promise<string> {
  const root = folder ?? (await mkdtemp(join(tmpdir(), 'gouji-nights-')))
  await mkdir(join(root, 'sites'), { recursive: true })
  await writeFile(join(root, 'sites', 'county.yaml'), county.yaml)
  await writeFile(
    join(root, 'config.yaml'),
    `crawl: { contact: test@localhost.invalid, gap_ms: 0, browser: false }\nnetwork: { allow: [127.0.0.0/8] }\n${more}`,
  )
  return root
}

/** How a process ended. */
export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  out: string
  log: string
  /** Processor milliseconds, loading the program included; null where it was killed. */
  cpu_ms: number | null
}

/** Starts one command in a process of its own; `killAt` names a step and how many times it is passed before the kill. */
export function startGouji(
  args: readonly string[],
  { killAt, env = {} }: { killAt?: string; env?: Record<string, string> } = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [...flags, '--import', preload, program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env, NO_COLOR: '1', ...(killAt === undefined ? {} : { TEST_KILL_AT: killAt }) },
  })
  let [out, log] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString()
  })
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => {
      const spent = /^cpu (\d+)$/m.exec(log)?.[1]
      resolve({ code, signal, out, log, cpu_ms: spent === undefined ? null : Number(spent) })
    })
  })
  return { child, ended }
}

/** Runs one command to its end. */
export function gouji(args: readonly string[], options?: Parameters<typeof startGouji>[1]): Promise<Ended> {
  return startGouji(args, options).ended
}

/** The newest digest of a workspace. */
export async function newestDigest(folder: string): Promise<Digest> {
  const runs = (await readdir(join(folder, 'runs'))).sort()
  for (const run of runs.toReversed()) {
    const path = join(folder, 'runs', run, 'digest.json')
    const text = await readFile(path, 'utf8').catch(() => null)
    if (text !== null) return digestSchema.parse(JSON.parse(text))
  }
  throw new Error(`${folder} holds no digest.`)
}

/** The hash of the published snapshot. */
export async function snapshotOf(folder: string): Promise<string> {
  return (await readCurrent(join(folder, 'warehouse'))).hash
}
