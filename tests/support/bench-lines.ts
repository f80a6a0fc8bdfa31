/** What benches print of time and room. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Spent } from './stopwatch.ts'

/** Reports of the whole country, ten years of 38,600 township-level units and of the departments of 2,800 counties. */
export const countryPages = 1_000_000

/** Bytes as MB of a million. */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`

/** The most memory that this process has taken so far. */
export const peakMemory = (): string => `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`

/** Bytes of all files below a folder. */
export async function weigh(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = entries.map(async (entry) =>
    entry.isFile() ? (await stat(join(entry.parentPath, entry.name))).size : 0,
  )
  return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0)
}

/** One stage as a line: time, rate, processor time a page, and what it comes to for the country. */
export function stageLine(name: string, { wall, cpu }: Spent, pages: number): string {
  const each = (1000 * cpu) / pages
  const hours = ((cpu / pages) * countryPages) / 3600
  return `  ${name.padEnd(28)} ${wall.toFixed(1).padStart(7)} s wall ${cpu.toFixed(1).padStart(7)} s CPU ${(pages / wall).toFixed(0).padStart(6)} pages/s ${each.toFixed(2).padStart(6)} ms CPU a page; country ${hours.toFixed(2)} CPU hours`
}
