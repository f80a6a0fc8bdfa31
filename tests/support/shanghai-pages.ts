/** Archived versions of one report, made from the golden page: what changes about it is up to the test. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { ArchiveRow } from '../../crawlers/archive-row.ts'
import { siteSchema, type Site } from '../../crawlers/site.ts'
import { read } from '../../parsers/read.ts'
import type { ReadPage } from '../../pipeline/reading.ts'

const page = readFileSync(
  new URL('../fixtures/pages/shanghai-office-2019/page.html', import.meta.url),
  'utf8',
)
/** Where all its versions are published. */
export const address = 'https://www.example.gov.cn/info/1001/2019.htm'

/** A county with the one office whose report this is. */
export const office: Site = siteSchema.parse({
  code: '310000',
  name: '上海市',
  verified: false,
  source: address,
  hosts: ['www.example.gov.cn'],
  entries: [{ family: 'generic', url: 'https://www.example.gov.cn/list.htm' }],
  publishers: [{ code: '310000000001', name: '上海市人民政府办公厅', kind: 'office' }],
  years: { from: 2019, to: 2019 },
})

/** The page with its furniture of a night, and the report's own words as `edit` leaves them. */
export function writeVersion(night: number, edit: (html: string) => string = (html) => html): string {
  return edit(page)
    .replace(
      '<p>发布时间：2020-01-22</p>',
      `<p>发布时间：2020-01-22 浏览次数：${night * 17}</p><p>今天是2025年3月${night}日</p>`,
    )
    .replace(
      '</body>',
      `<p>上一篇：关于第${night}期公示的通知</p><p>您是第${1000 + night}位访客</p><a href="/login;jsessionid=${night}A7">登录</a></body>`,
    )
}

/** The version as archived and read; `at` is UTC ISO time. */
export function readVersion(html: string, at: string): ReadPage {
  const bytes = new TextEncoder().encode(html)
  const row: ArchiveRow = {
    file: 'pages-00001.warc.gz',
    offset: 0,
    length: 1,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    byte_count: bytes.length,
    url: address,
    answered_by: address,
    fetched_at: at,
    status: 200,
    headers: {},
    media_type: 'text/html',
    via: 'http',
    role: 'report',
    site: office.code,
    publisher: '310000000001',
    year: 2019,
    link_title: '上海市人民政府办公厅2019年政府信息公开工作年度报告',
    found_on: null,
    looks_like_report: true,
  }
  const parsed = read(bytes, { url: address })
  return { row, parsed, prose: parsed.prose }
}
