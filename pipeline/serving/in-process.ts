/** The dashboard's pages asked from within this process, for what is written to files instead of served. */
import { openPages } from '../../dashboards/server.ts'
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'
import { dashboardSources } from './options.ts'

/** Nobody waits before a screen here: one query may take this long, in milliseconds. */
const queryLimit = 300_000

/** Answers one of the dashboard's own addresses, such as `/export/figures.csv?year=2024`. */
export type AskPage = (address: string) => Promise<Response>

/** Opens the pages of the published snapshot, hands them over and closes them. */
export async function withPages<T>(context: Context, work: (ask: AskPage) => Promise<T>): Promise<T> {
  const sources = dashboardSources(context, queryLimit)
  const pages = await openPages(sources.options)
  try {
    return await work(async (address) => pages.fetch(new Request(`http://127.0.0.1${address}`)))
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
