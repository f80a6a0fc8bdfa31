/** Everything that the sample's three sites serve on a night, as bytes by host and path. Pure. */
import { createHash } from 'node:crypto'
import type { DemoColumn, HostName } from './county.ts'
import { columns, hostOf, hosts } from './county.ts'
import type { ListEntry } from './list-pages.ts'
import { writeList } from './list-pages.ts'
import { encodePage, writeReport } from './page-writer.ts'
import { plantedFaults } from './planted-faults.ts'
import type { DemoReport, Night } from './reports.ts'
import { reportsOn } from './reports.ts'
import { escapeHtml } from './table-markup.ts'

/** One answer of a site; `path` includes the query. */
export interface ServedPage {
  host: HostName
  path: string
  type: string
  body: Buffer
  etag: string
  /** ISO day; served as Last-Modified. */
  modified: string
  /** The report on the page; null for lists and other documents. */
  report: DemoReport | null
}

/** Documents that stand in the same columns and are no reports. */
const otherDocuments: readonly { column: string; title: string; date: string; text: string }[] = [
  {
    column: 'county',
    title: '关于做好2023年度政府信息公开工作年度报告编制发布工作的通知',
    date: '2023-12-18',
    text: '请各单位于一月底前完成年度报告的编制和发布。',
  },
  {
    column: 'county',
    title: '云岭县人民政府网2022年政府网站工作年度报表',
    date: '2023-01-10',
    text: '本报表反映网站运行维护情况。',
  },
  {
    column: 'towns',
    title: '石门镇2022年度法治政府建设情况报告',
    date: '2023-02-24',
    text: '现将法治政府建设情况报告如下。',
  },
]

/** The day on which the page that differs between the nights was edited. */
const editedOn = '2025-03-06'

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

function serve(
  host: HostName,
  path: string,
  type: string,
  body: Buffer,
  modified: string,
  report: DemoReport | null = null,
): ServedPage {
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 20)}"`
  return { host, path, type, body, etag, modified, report }
}

function serveText(
  column: DemoColumn,
  path: string,
  html: string,
  modified: string,
  report: DemoReport | null = null,
): ServedPage {
  const { host, charset } = hostOf(column.host)
  return serve(host, path, 'text/html', encodePage(html, charset), modified, report)
}

/** Paths of articles as each product forms them; `serial` counts a column's documents from the oldest. */
function articlePath(column: DemoColumn, date: string, serial: number): string {
  const tree = 1040 + columns.indexOf(column)
  const { shell } = hostOf(column.host)
  if (shell === 'vsb') return `/info/${tree}/${2100 + serial * 7}.htm`
  if (shell === 'word') return `/ndbg/${date.slice(0, 7)}/${date.slice(8)}/content_${300 + serial}.html`
  return `/zwgk/content/post_${90_000 + serial * 13}.html`
}

/** All pages of one column: its articles, then its lists. */
function pagesOf(column: DemoColumn, reports: readonly DemoReport[], night: Night): ServedPage[] {
  const written = reports
    .filter(({ publisher }) => publisher.column === column.column)
    .map((report) => ({
      title: report.page.title,
      date: report.page.date,
      html: writeReport(report.page),
      report,
    }))
  const others = otherDocuments
    .filter((one) => one.column === column.column)
    .map(({ title, date, text }) => {
      const { declared } = hostOf(column.host)
      const html = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${declared}"><title>${title}</title></head><body><h1>${title}</h1><p>发布时间：${date}</p><p>${escapeHtml(text)}</p></body></html>\n`
      return { title, date, html, report: null }
    })
  const documents = [...written, ...others].sort((a, b) => (a.date + a.title < b.date + b.title ? -1 : 1))
  const articles = documents.map(({ date, html, report }, index) => {
    const wasEdited = night === 2 && report !== null && isEdited(report)
    return serveText(column, articlePath(column, date, index), html, wasEdited ? editedOn : date, report)
  })
  const entries = documents.map(({ title, date }, index): ListEntry => ({
    title,
    date,
    path: articles[index]?.path ?? '',
  }))
  const newest = documents.at(-1)?.date ?? editedOn
  const lists = writeList(column, entries.toReversed()).map(({ path, html }) =>
    serveText(column, path, html, newest),
  )
  return [...articles, ...lists]
}

/** True where the page reads differently on the two nights. */
function isEdited({ publisher, year }: DemoReport): boolean {
  return plantedFaults.some(
    (fault) => fault.publisher === publisher.code && fault.year === year && fault.nights.length === 1,
  )
}

/** Every page of every site on a night. */
export function portalPages(night: Night): ServedPage[] {
  const reports = reportsOn(night)
  const columnPages = columns.flatMap((column) => pagesOf(column, reports, night))
  const common = hosts.flatMap(({ host, siteName, declared, charset }) => {
    const links = columns
      .filter((column) => column.host === host)
      .map(({ path, name }) => `<li><a href="${path}">${name}</a></li>`)
    const home = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${declared}"><title>${siteName}</title></head><body><h1>${siteName}</h1><p>示例网站，内容均为虚构。</p><ul>${links.join('')}</ul></body></html>\n`
    const robots = 'User-agent: *\nDisallow: /system/\nDisallow: /admin/\n'
    return [
      serve(host, '/robots.txt', 'text/plain', Buffer.from(robots), '2019-01-01'),
      ...['/', '/index.htm', '/index.html'].map((path) =>
        serve(host, path, 'text/html', encodePage(home, charset), '2019-01-01'),
      ),
      ...[2, 3, 4].map((table) =>
        serve(host, `/images/table-${table}.png`, 'image/png', picture, '2019-01-01'),
      ),
    ]
  })
  return [...columnPages, ...common]
}
