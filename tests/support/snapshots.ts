/** Pages as the archive is given them. */
import { createHash } from 'node:crypto'
import type { Attribution } from '../../crawlers/archive-row.ts'
import type { Snapshot } from '../../crawlers/fetched.ts'

/** A text, or bytes in whatever charset, as a site served it. */
export function snapshotOf(
  url: string,
  content: string | Uint8Array,
  headers: Record<string, string> = {},
): Snapshot {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    url,
    requested_url: url,
    fetched_at: '2025-02-01T00:00:00.000Z',
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    media_type: 'text/html',
    via: 'http',
    bytes,
  }
}

/** A report of a site. */
export function attributionOf(site = '990001'): Attribution {
  return {
    role: 'report',
    site,
    publisher: `${site}100000`,
    year: 2024,
    link_title: '石桥镇2024年政府信息公开工作年度报告',
    found_on: 'http://www.qinghe.example/nb.htm',
    looks_like_report: true,
  }
}
