/** The routes of the archive: a page made harmless with its marks, and the original bytes for saving. */
import type { Hono } from 'hono'
import type { ReadOriginal, ReadPage } from './archived-page.ts'
import { readMarks } from './archived-page.ts'
import type { Assets } from './assets.ts'
import { drawArchivedPage } from './evidence.ts'
import { sayTime } from './page.ts'

/** What the archive's routes need from the rim. */
export interface ArchiveParts {
  readPage: ReadPage
  readOriginal: ReadOriginal
  assets: Assets
}

const carrierWords: ReadonlyMap<string, string> = new Map([
  ['docx', 'Word 文档'],
  ['doc', 'Word 97 文档'],
  ['pdf', 'PDF 文档'],
  ['sheet', '电子表格'],
])

/** Says of which carrier a page was drawn; '' for an ordinary web page. */
function sayCarrier(carrier: string): string {
  const word = carrierWords.get(carrier)
  return word === undefined ? '' : `由${word}转成文字与表格，原件可在证据页下载 · `
}

/** Adds the routes. */
export function addArchiveRoutes(app: Hono, { readPage, readOriginal, assets }: ArchiveParts): void {
  const policy = `default-src 'none'; style-src '${assets.archiveStyle.hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox`
  const headers = { 'Content-Security-Policy': policy, 'Content-Type': 'text/html; charset=utf-8' }
  const style = assets.archiveStyle.text

  app.get('/archive/:snapshot{[0-9a-f]{64}}', async (context) => {
    const page = await readPage(context.req.param('snapshot'))
    if (page === null) {
      const empty = { text: '', url: 'about:blank', media_type: 'text/html' }
      const notice = '存档中没有这份页面。请运行 gouji verify 检查存档。'
      return context.body(drawArchivedPage(empty, [], { notice, style }), 404, headers)
    }
    const marks = readMarks(context.req.query('at') ?? null, context.req.query('also') ?? null)
    const notice = `存档页面 · ${sayCarrier(page.carrier ?? 'html')}${page.url} · 采集于 ${sayTime(page.fetched_at)} · SHA-256 ${page.sha256.slice(0, 12)}`
    return context.body(drawArchivedPage(page, marks, { notice, style }), 200, headers)
  })

  app.get('/archive/:snapshot{[0-9a-f]{64}}/original', async (context) => {
    const snapshot = context.req.param('snapshot')
    const original = await readOriginal(snapshot)
    if (original === null) return context.notFound()
    return context.body(Uint8Array.from(original.bytes), 200, {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename="${snapshot.slice(0, 16)}.${original.extension}"`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
    })
  })
}
