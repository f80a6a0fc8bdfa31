/** A made-up county of any size on loopback: lists of twenty, an article a report, conditional requests answered as a good server does. */
import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { parseSite } from '../../crawlers/site-reading.ts'
import type { CmsFamily } from '../../crawlers/cms.ts'
import type { Site } from '../../crawlers/site.ts'

/** One request as the server's own log has it. */
export interface CountyRequest {
  path: string
  status: number
  /** Milliseconds of a clock that all servers of one process share. */
  at: number
  /** Other requests open at this moment. */
  open: number
  /** Who asked, by its own words. */
  agent: string
}

export interface CountyServer {
  host: string
  port: number
  requests: CountyRequest[]
  close(): Promise<void>
}

export interface CountyOptions {
  reports: number
  /** Loopback address to listen on. */
  address?: string
  /** Body of the report of a number; a short page where absent. */
  body?: (index: number) => Uint8Array
  clock?: () => number
}

const perList = 20
const years = 6

/** Publisher name and year of the report of a number, from 0. */
export function reportOf(index: number): { publisher: string; code: string; year: number } {
  const number = Math.floor(index / years)
  const name = [...String(number + 1).padStart(3, '0')]
    .map((digit) => '甲乙丙丁戊己庚辛壬癸'[Number(digit)])
    .join('')
  return {
    publisher: `${name}镇`,
    code: `990001${String(100_000 + number).padStart(6, '0')}`,
    year: 2019 + (index % years),
  }
}

const titleOf = (index: number): string => {
  const { publisher, year } = reportOf(index)
  return `${publisher}${year}年政府信息公开工作年度报告`
}

/** A report page of a number, short but whole. */
export function shortReport(index: number): Uint8Array {
  return Buffer.from(
    `<html><head><title>${titleOf(index)}</title></head><body><h1>${titleOf(index)}</h1><div id="vsb_content"><p>主动公开政府信息${index}条。</p></div></body></html>`,
  )
}

function listPage(page: number, pages: number, reports: number): string {
  const from = (page - 1) * perList
  const lines = Array.from({ length: Math.min(perList, reports - from) }, (_, at) => {
    const index = from + at
    return `<li id="line_u8_${at}"><a href="/info/7/${index}.htm">${titleOf(index)}</a><span>2025-01-09</span></li>`
  })
  const next = page < pages ? `<a class="p_next" href="/zwgk/nb/${pages - page}.htm">下页</a>` : ''
  return `<html><body><ul>${lines.join('')}</ul><span class="p_pages">共${reports}条 ${page}/${pages} ${next}</span></body></html>`
}

/** Starts the county. */
export async function startCounty(options: CountyOptions): Promise<CountyServer> {
  const { reports, address = '127.0.0.1', body = shortReport, clock = () => performance.now() } = options
  const pages = Math.ceil(reports / perList)
  const requests: CountyRequest[] = []
  const tags = new Map<string, string>()
  let open = 0

  function bodyOf(path: string): Uint8Array | null {
    if (path === '/robots.txt') return Buffer.from('User-agent: *\nDisallow: /private/\n')
    const article = /^\/info\/7\/(\d+)\.htm$/.exec(path)
    if (article !== null && Number(article[1]) < reports) return body(Number(article[1]))
    const list = /^\/zwgk\/nb(?:\/(\d+))?\.htm$/.exec(path)
    if (list === null) return null
    const page = list[1] === undefined ? 1 : pages - Number(list[1]) + 1
    return page >= 1 && page <= pages ? Buffer.from(listPage(page, pages, reports)) : null
  }

  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/'
    const bytes = bodyOf(path)
    let tag = tags.get(path)
    if (tag === undefined && bytes !== null) {
      tag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`
      tags.set(path, tag)
    }
    const status = bytes === null ? 404 : request.headers['if-none-match'] === tag ? 304 : 200
    requests.push({ path, status, at: clock(), open, agent: request.headers['user-agent'] ?? '' })
    open += 1
    response.on('close', () => {
      open -= 1
    })
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      ...(tag === undefined ? {} : { etag: tag }),
    })
    response.end(status === 200 ? bytes : '')
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => {
    server.listen(0, address, resolve)
  })
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('The county has no port.')
  return {
    host: `${address}:${bound.port}`,
    port: bound.port,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The site file of a county at a host, as text. */
export function countyYaml(host: string, reports: number, code = '990001'): string {
  const publishers = Array.from({ length: Math.ceil(reports / years) }, (_, at) => reportOf(at * years)).map(
    (owed) => `  - { code: '${code}${owed.code.slice(6)}', name: ${owed.publisher}, kind: township }`,
  )
  return `code: '${code}'
name: 试验县${code}
verified: false
source: http://www.shiyan.example/
hosts: ['${host}']
entries:
  - { family: vsb, url: 'http://${host}/zwgk/nb.htm' }
publishers:
${publishers.join('\n')}
years: { from: 2019, to: 2024 }
`
}

/** The same, read. */
export function countySite(
  host: string,
  reports: number,
  families: readonly CmsFamily[],
  code?: string,
): Site {
  const { site, faults } = parseSite(countyYaml(host, reports, code), 'county.yaml', families)
  if (site === null) throw new Error(JSON.stringify(faults))
  return site
}
