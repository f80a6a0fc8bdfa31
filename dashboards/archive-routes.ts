/** The routes of the archive: a page made harmless with its marks, and the original bytes for saving. */
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { ReadOriginal, ReadPage } from './archived-page.ts'
import { readMarks } from './archived-page.ts'
import type { Assets } from './assets.ts'
import { drawArchivedPage } from './evidence.ts'
import type { Highlight } from './evidence-marks.ts'
import { markId } from './evidence-marks.ts'
import { sayTime } from './page.ts'
import type { SnapshotHolder } from './snapshot.ts'

/** What the archive's routes need from the rim. */
export interface ArchiveParts {
  holder: SnapshotHolder
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

const placeRow = z.object({ place_start: z.number(), place_end: z.number() })
/** Every stretch of a page that a figure was read from, the widest where several begin at one character. */
const placesQuery = `
  WITH read AS (SELECT report, revision FROM mart_revisions WHERE snapshot = $snapshot),
  places AS (
    SELECT place_start, place_end FROM mart_evidence JOIN read USING (report, revision)
    UNION ALL SELECT place_start, place_end FROM mart_stated JOIN read USING (report, revision))
  SELECT place_start, max(place_end) AS place_end FROM places WHERE place_start IS NOT NULL AND place_end IS NOT NULL
  GROUP BY place_start ORDER BY place_start`

/** Says of which carrier a page was drawn; '' for an ordinary web page. */
function sayCarrier(carrier: string): string {
  const word = carrierWords.get(carrier)
  return word === undefined ? '' : `由${word}转成文字与表格，原件可在证据页下载 · `
}

/** Adds the routes. */
export function addArchiveRoutes(app: Hono, { holder, readPage, readOriginal, assets }: ArchiveParts): void {
  const policy = `default-src 'none'; style-src '${assets.archiveStyle.hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox`
  const headers = { 'Content-Security-Policy': policy, 'Content-Type': 'text/html; charset=utf-8' }
  const style = assets.archiveStyle.text

  async function show(context: Context, snapshot: string, marks: readonly Highlight[]): Promise<Response> {
    const page = await readPage(snapshot)
    if (page === null) {
      const empty = { text: '', url: 'about:blank', media_type: 'text/html' }
      const notice = '存档中没有这份页面。请运行 gouji verify 检查存档。'
      return context.body(drawArchivedPage(empty, [], { notice, style }), 404, headers)
    }
    const notice = `存档页面 · ${sayCarrier(page.carrier ?? 'html')}${page.url} · 采集于 ${sayTime(page.fetched_at)} · SHA-256 ${page.sha256.slice(0, 12)}`
    return context.body(drawArchivedPage(page, marks, { notice, style }), 200, headers)
  }

  app.get('/archive/:snapshot{[0-9a-f]{64}}', (context) =>
    show(
      context,
      context.req.param('snapshot'),
      readMarks(context.req.query('at') ?? null, context.req.query('also') ?? null),
    ),
  )

  app.get('/archive/:snapshot{[0-9a-f]{64}}/figures', (context) =>
    holder.use(async ({ sources }) => {
      const snapshot = context.req.param('snapshot')
      const rows = await sources.ask(placesQuery, { snapshot })
      const marks = rows.map((row) => {
        const { place_start: start, place_end: end } = placeRow.parse(row)
        return { start, end, label: '', id: markId(start) }
      })
      return show(context, snapshot, marks)
    }),
  )

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
