/** The dashboard's pages asked from within this process, for what is written to files instead of served. */
import { NoSnapshot, openPages } from '../../dashboards/server.ts'
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'
import { dashboardSources } from './options.ts'

/** Nobody waits before a screen here: one query may take this long, in milliseconds. */
const queryLimit = 300_000

/** Answers one of the dashboard's own addresses, such as `/export/figures.csv?year=2024`. */
export type AskPage = (address: string) => Promise<Response>

/** A copy holds each page's rows in one form; whole datasets stand in every form on the page 导出. */
const twinNames = ['excel']

/** Opens the pages of the published snapshot, hands them over with the addresses to begin at, and closes them. */
export async function withPages<T>(
  context: Context,
  work: (ask: AskPage, addresses: readonly string[]) => Promise<T>,
): Promise<T> {
  const sources = dashboardSources(context, queryLimit)
  const pages = await openPages({ ...sources.options, twinNames })
  try {
    const addresses = await pages.addresses().catch((error: unknown) => {
      if (!(error instanceof NoSnapshot)) throw error
      throw new Stop('usage', '没有可用的数据集；请先运行 gouji night 或 gouji publish。')
    })
    const ask: AskPage = async (address) => pages.fetch(new Request(`http://127.0.0.1${address}`))
    return await work(ask, addresses)
  } finally {
    await pages.close()
    await sources.close()
  }
}

/** The bytes of an address; stops with `usage` and the page's own words where it has none. */
export async function takeBytes(ask: AskPage, address: string): Promise<Uint8Array> {
  const response = await ask(address)
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (response.ok) return bytes
  const words = new TextDecoder()
    .decode(bytes)
    .replace(/^[\s\S]*<main[^>]*>|<\/main>[\s\S]*$/gu, '')
    .replace(/<li>/gu, '　')
    .replace(/<[^>]*>/gu, ' ')
    .replace(/&quot;/gu, '"')
    .replace(/\s+/gu, ' ')
  throw new Stop('usage', words.trim())
}
