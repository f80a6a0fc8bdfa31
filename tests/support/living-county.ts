/** A county whose reports read like real ones, through page and reader. */
import { createHash } from 'node:crypto'
import { siteSchema } from '../../crawlers/site.ts'
import type { CellId } from '../../parsers/codebook/codebook.ts'
import { read } from '../../parsers/read.ts'
import type { SiteAudit } from '../../pipeline/audit/run.ts'
import { printFigure } from '../../pipeline/demo/figures.ts'
import { writeReport, type SectionText } from '../../pipeline/demo/page-writer.ts'
import { expectReports } from '../../pipeline/expected.ts'
import { gatherReports, type ReadPage } from '../../pipeline/reading.ts'
import { figuresOfUnit } from './county-figures.ts'
import { livingReports, type Living } from './living-reports.ts'

const titles = [
  '一、总体情况',
  '二、主动公开政府信息情况',
  '三、收到和处理政府信息公开申请情况',
  '四、政府信息公开行政复议、行政诉讼情况',
  '五、存在的主要问题及改进情况',
  '六、其他需要报告的事项',
] as const

/** The county of the living reports. */
export const livingSite = siteSchema.parse({
  code: '990001',
  name: '云岭县',
  verified: true,
  source: 'http://www.example.gov.cn/',
  hosts: ['www.example.gov.cn'],
  entries: [{ family: 'generic', url: 'http://www.example.gov.cn/' }],
  publishers: livingReports.map(({ code, name, kind }) => ({ code, name, kind })),
  years: { from: 2023, to: 2023 },
})

/** The page of one report as its site writes it; `edited` cells print another number. */
export function writeLiving(
  { code, name, shell, title, date, preamble, text }: Living,
  edited: Partial<Record<CellId, number>> = {},
): string {
  const [figures = new Map<CellId, number>()] = figuresOfUnit(code, 2, [2023])
  const chapters = text((cell) => figures.get(cell) ?? 0)
  const sections = titles.map((heading, index): SectionText => ({
    no: index + 1,
    title: heading,
    paragraphs: chapters[index + 1] ?? [],
  }))
  const facts = new Map(
    [...figures].map(([cell, value]): [CellId, string] => [cell, printFigure(cell, edited[cell] ?? value)]),
  )
  return writeReport({
    edition: '2021',
    shell,
    title,
    publisherName: name,
    year: 2023,
    date,
    facts,
    sections,
    preamble,
  })
}

/** A page as archived at a time (UTC ISO) and read. */
export function readLiving(code: string, html: string, at = '2024-04-02T00:00:00.000Z'): ReadPage {
  const url = `http://www.example.gov.cn/info/${code}/1.htm`
  const bytes = new TextEncoder().encode(html)
  const parsed = read(bytes, { url, contentType: 'text/html; charset=utf-8' })
  return {
    row: {
      file: 'pages-00001.warc.gz',
      offset: 0,
      length: 1,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      byte_count: bytes.length,
      url,
      answered_by: url,
      fetched_at: at,
      status: 200,
      headers: {},
      media_type: 'text/html',
      via: 'http',
      role: 'report',
      site: livingSite.code,
      publisher: code,
      year: 2023,
      link_title: null,
      found_on: null,
      looks_like_report: true,
    },
    parsed,
    prose: parsed.prose,
  }
}

/** The county as it is audited. */
export function livingCounty(): SiteAudit {
  const { reports, strays } = gatherReports(
    livingSite,
    livingReports.map((report) => readLiving(report.code, writeLiving(report))),
  )
  const as_of = '2024-06-01'
  return {
    site: livingSite,
    reports,
    strays,
    expected: expectReports(livingSite, reports, undefined, as_of),
    as_of,
  }
}
