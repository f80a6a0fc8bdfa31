/** A county for whole nights on loopback: a column a publisher, real reports, and answers that a test changes while it runs. */
import { createHash } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import { writeCounty, type WrittenReport } from './county-generator.ts'

const code = '990002'
const name = '平原县'

/** How the county behaves; a test may change all of it between and during nights. */
export interface NightCounty {
  host: string
  /** The site file, YAML. */
  yaml: string
  reports: readonly WrittenReport[]
  /** Addresses asked for, in order. */
  asked: string[]
  /** Body of a report by its path; a test may put another one in place. */
  pages: Map<string, string>
  /** Body of each publisher's column by its path. */
  lists: ReadonlyMap<string, string>
  /** Codes of publishers whose pages all answer 503, or whose lists are empty. */
  failing: Set<string>
  emptied: Set<string>
  /** Told of every request before it is answered; answers true where it has answered itself. */
  before: (path: string, response: ServerResponse, body: string) => boolean
  close(): Promise<void>
}

export interface NightCountyOptions {
  towns: number
  years: readonly number[]
  /** Characters that every page is stretched to, as word processors do; as written where absent. */
  stretch?: number
}

/** What editors leave in the cells of a table. */
function stretched(html: string, length: number): string {
  const cells = html.match(/<(?:td|div)\b/gi)?.length ?? 1
  const each = Math.max(0, Math.floor((length - html.length) / cells))
  const noise = 'mso-border-alt:solid windowtext .5pt;mso-padding-alt:0cm 5.4pt;layout-grid-mode:char;'
  const extra = ` data-mso="${noise.repeat(Math.ceil(each / noise.length)).slice(0, each)}"`
  return html.replaceAll(/<(?:td|div)\b/gi, (tag) => tag + extra)
}

const pathOf = ({ publisher, year }: WrittenReport): string => `/info/${publisher.code}/${year}.htm`
const columnOf = (publisher: string): string => `/column/${publisher}.htm`

function siteFile(host: string, reports: readonly WrittenReport[], years: readonly number[]): string {
  const publishers = [...new Map(reports.map(({ publisher }) => [publisher.code, publisher])).values()]
  const entries = publishers.map(
    (one) => `  - { family: vsb, url: 'http://${host}${columnOf(one.code)}', publisher: '${one.code}' }`,
  )
  const owed = publishers.map((one) => `  - { code: '${one.code}', name: ${one.name}, kind: ${one.kind} }`)
  return `code: '${code}'
name: ${name}
verified: true
source: http://${host}/
schemes: [http]
hosts: ['${host}']
entries:
${entries.join('\n')}
publishers:
${owed.join('\n')}
years: { from: ${years[0] ?? 0}, to: ${years.at(-1) ?? 0} }
`
}

/** Starts the county on a free port. */
export async function startNightCounty({ towns, years, stretch }: NightCountyOptions): Promise<NightCounty> {
  const reports = writeCounty({ code, name, towns, years })
  const pages = new Map(
    reports.map((report) => [
      pathOf(report),
      stretch === undefined ? report.html : stretched(report.html, stretch),
    ]),
  )
  const lists = new Map<string, string>()
  for (const { publisher } of reports) {
    const own = reports.filter((report) => report.publisher.code === publisher.code)
    const links = own.map(
      (report, at) =>
        `<li id="line_u8_${at}"><a href="${pathOf(report)}">${report.title}</a><span>${report.year + 1}-01-20</span></li>`,
    )
    lists.set(columnOf(publisher.code), `<html><body><ul>${links.join('')}</ul></body></html>`)
  }
  const county: Omit<NightCounty, 'host' | 'yaml' | 'close'> = {
    reports,
    asked: [],
    pages,
    lists,
    failing: new Set(),
    emptied: new Set(),
    before: () => false,
  }
  const tags = new Map<string, string>()
  const tagOf = (body: string): string => {
    const known = tags.get(body) ?? `"${createHash('sha256').update(body).digest('hex').slice(0, 20)}"`
    tags.set(body, known)
    return known
  }
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    county.asked.push(path)
    const owner = /\d{12}/.exec(path)?.[0] ?? ''
    const empty = county.emptied.has(owner) && lists.has(path)
    const body =
      path === '/robots.txt' ? 'User-agent: *\nDisallow:\n' : (county.pages.get(path) ?? lists.get(path))
    const shown = empty ? '<html><body><ul></ul></body></html>' : body
    if (county.before(path, response, shown ?? '')) return
    const tag = shown === undefined ? '' : tagOf(shown)
    const status = county.failing.has(owner)
      ? 503
      : shown === undefined
        ? 404
        : request.headers['if-none-match'] === tag
          ? 304
          : 200
    response.writeHead(status, {
      'content-type': path === '/robots.txt' ? 'text/plain' : 'text/html; charset=utf-8',
      ...(status === 503 ? { 'retry-after': '0' } : {}),
      ...(tag === '' || status === 503 ? {} : { etag: tag }),
    })
    response.end(status === 200 ? shown : '')
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('The county has no port.')
  const host = `127.0.0.1:${bound.port}`
  return Object.assign(county, {
    host,
    yaml: siteFile(host, reports, years),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}

/** Cells of tables that hold a number and nothing else: where the digits stand in the page. */
function numbersIn(page: string): { at: number; digits: string }[] {
  return [...page.matchAll(/<td\b[^>]*>((?:(?!<\/?td\b)[^])*)<\/td>/gi)].flatMap(
    ({ 0: whole, 1: inner = '', index }) => {
      const text = inner.replaceAll(/<[^>]*>|&nbsp;|\s/g, '')
      if (!/^\d{1,4}$/.test(text)) return []
      const start = index + whole.length - '</td>'.length - inner.length
      const at = inner.search(new RegExp(`(?<=^|>)[^<>]*${text}`))
      return at < 0 ? [] : [{ at: start + inner.indexOf(text, at), digits: text }]
    },
  )
}

/** One figure of a report's tables is another from now on: the one in the middle of all. */
export function revise(county: NightCounty, path: string): void {
  const page = county.pages.get(path) ?? ''
  const numbers = numbersIn(page)
  const middle = numbers[Math.floor(numbers.length / 2)]
  if (middle === undefined) throw new Error(`${path} holds no number to revise.`)
  const { at, digits } = middle
  county.pages.set(path, `${page.slice(0, at)}${Number(digits) + 1}${page.slice(at + digits.length)}`)
}
