/** Sends a hostile text to a parameter and tells what came of it that must not. */
import { z } from 'zod'
import type { Parameter } from './parameters.ts'

const twin = z.object({ rows: z.array(z.unknown()) })
const leaks =
  /(?:Parser|Binder|Catalog|Conversion|Invalid Input|Out of Range)\s+Error|duckdb|SELECT |FROM mart|at .*\.ts:\d|stack/iu

/** Fetches a page of the dashboard by its address. */
export type FetchPage = (address: string) => Promise<Response>

async function rowsAt(fetchPage: FetchPage, address: string): Promise<number> {
  const response = await fetchPage(`${address}${address.includes('?') ? '&' : '?'}format=json`)
  return response.status === 404 ? 0 : twin.parse(await response.json()).rows.length
}

/**
 * Makes what answers a sentence for each thing wrong with the answer to one text in one parameter; none where it is only a
 * text.
 */
export function faultFinder(fetchPage: FetchPage): (parameter: Parameter, text: string) => Promise<string[]> {
  const usual = new Map<string, Promise<number>>()
  const usualRows = (address: string): Promise<number> => {
    const known = usual.get(address) ?? rowsAt(fetchPage, address)
    usual.set(address, known)
    return known
  }
  return async (parameter, text) => {
    const address = parameter.at(text)
    const said = `${parameter.name} = ${JSON.stringify(text)}`
    const page = await fetchPage(address)
    const body = (await page.text()).replaceAll(/<(?:q|title|h1|input|a|link)\b[^>]*>[^<]*/gu, '')
    const most = parameter.without === null ? 0 : await usualRows(parameter.without)
    const rows = await rowsAt(fetchPage, address)
    return [
      ...([200, 404].includes(page.status) ? [] : [`${said}: status ${page.status}`]),
      ...(leaks.test(body) ? [`${said}: tells of the query: ${leaks.exec(body)?.[0]}`] : []),
      ...(rows > most ? [`${said}: ${rows} rows, ${most} without it`] : []),
    ]
  }
}
