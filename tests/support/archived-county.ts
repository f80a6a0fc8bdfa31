/** A workspace whose archive holds just what a test puts there: a county's articles and the documents that hang on them. */
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive } from '../../crawlers/archive.ts'
import type { Attribution } from '../../crawlers/archive-row.ts'

export const host = 'http://www.example.gov.cn'

/** The twelve-digit code of the n-th township of the county, from 0. */
export const townCode = (index: number): string => `990001${100 + index}000`

const siteOf = (towns: readonly string[], from: number): string => `code: "990001"
name: 测试县
verified: false
source: ${host}/
hosts: [www.example.gov.cn]
entries:
  - { family: generic, url: "${host}/list.htm" }
publishers:
${towns.map((name, index) => `  - { code: "${townCode(index)}", name: ${name}, kind: township }`).join('\n')}
years: { from: ${from}, to: 2025 }
`

/** One document as archived; times are UTC ISO, `on` is the article that a document hangs on. */
export interface Archived {
  url: string
  bytes: Uint8Array | string
  at?: string
  on?: string
  title?: string
  publisher: string
  media_type?: string
}

function attributionOf({ on, title, publisher }: Archived): Attribution {
  return {
    role: on === undefined ? 'report' : 'attachment',
    site: '990001',
    publisher,
    year: 2025,
    link_title: title ?? null,
    found_on: on ?? `${host}/list.htm`,
    looks_like_report: on === undefined ? true : null,
  }
}

/** Writes the workspace of a county with these townships, which owe reports from a year on; answers its folder. */
export async function archivedCounty(
  towns: readonly string[],
  documents: readonly Archived[],
  from = 2025,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gouji-county-'))
  await mkdir(join(folder, 'sites'), { recursive: true })
  await writeFile(join(folder, 'sites', '990001-ceshi.yaml'), siteOf(towns, from))
  const archive = await openArchive(join(folder, 'archive'), {
    mode: 'write',
    verify: 'all',
    aside_stamp: 'test',
  })
  for (const document of documents) {
    const bytes = Buffer.from(document.bytes)
    const { url, at = '2026-01-20T00:00:00.000Z', media_type = 'text/html' } = document
    await archive.add(
      {
        sha256: createHash('sha256').update(bytes).digest('hex'),
        url,
        requested_url: url,
        fetched_at: at,
        status: 200,
        headers: { 'content-type': media_type },
        media_type,
        via: 'http',
        bytes,
      },
      attributionOf(document),
    )
  }
  await archive.close()
  return folder
}
