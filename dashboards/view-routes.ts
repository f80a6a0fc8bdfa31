/** The routes of the views: each as a page, and in every further form of its rows. */
import type { Context, Hono } from 'hono'
import type { About } from './export/json.ts'
import { keepPages, tagOf } from './kept-pages.ts'
import type { TwinLink } from './page.ts'
import type { Review } from './review/form.ts'
import type { SnapshotHolder } from './snapshot.ts'
import { formatNames, twinAddress, twinLinks, writeTwin } from './twins.ts'
import type { Html, Missing, View } from './view.ts'
import { isMissing } from './view.ts'

/** What stands in the frame around a drawn body. */
export interface Shown {
  title: string
  question: string
  about: About | null
  /** Path of the view shown; '' for a page that is none. */
  path: string
  twins: readonly TwinLink[]
}

type Tell = (context: Context, about: About | null, what: Missing) => Promise<Response>

/** What the routes need from the rest. */
export interface ViewRouteParts {
  holder: SnapshotHolder
  /** Of our own files, which a page names. */
  version: string
  twinNames: readonly string[]
  review: Review | null
  compose: (context: Context, page: Shown, body: Html) => Promise<string>
  missing: Tell
  noFormat: Tell
}

/** Adds the routes. */
export function addViewRoutes(
  app: Hono,
  views: readonly View[],
  { holder, version, twinNames, review, compose, missing, noFormat }: ViewRouteParts,
): void {
  const kept = keepPages()

  /** A page that depends on its snapshot alone: drawn once, kept, and known again by its tag without asking the warehouse. */
  async function sendKept(
    context: Context,
    about: About,
    draw: () => Promise<string | Response>,
  ): Promise<Response> {
    const url = new URL(context.req.url)
    const name = [about.hash, about.run, about.data_as_of, version, url.pathname, url.search].join(' ')
    const packed = /\bgzip\b/.test(context.req.header('accept-encoding') ?? '')
    const etag = tagOf(name, packed)
    if (context.req.header('if-none-match')?.includes(etag)) return context.body(null, 304, { ETag: etag })
    let other: Response | null = null
    const page = await kept.take(name, packed, async () => {
      const drawn = await draw()
      if (typeof drawn === 'string') return drawn
      other = drawn
      return null
    })
    if (page === null) return other ?? sendKept(context, about, draw)
    return context.body(page.body, 200, {
      'Content-Type': 'text/html; charset=UTF-8',
      ETag: page.etag,
      Vary: 'Accept-Encoding',
      ...(page.encoding === null ? {} : { 'Content-Encoding': page.encoding }),
    })
  }

  async function answer(context: Context, view: View): Promise<Response> {
    const format = context.req.query('format') ?? 'html'
    return holder.use(async ({ sources, scope, about }) => {
      const url = new URL(context.req.url)
      if (!formatNames.includes(format)) {
        const exists = formatNames.map((one) => ({ label: one, href: twinAddress(url, one) }))
        return noFormat(context, about, { what: '格式', asked: format, exists })
      }
      const whole = format !== 'html' && format !== 'svg'
      const reviewer = review?.who(context.req.raw.headers) ?? null
      const asked = { path: context.req.param(), query: url.searchParams, whole, reviewer }
      if (format === 'html') {
        const page = async (): Promise<string | Response> => {
          const found = await view.answer(asked, scope, sources)
          const drawn = isMissing(found) ? found : found.draw()
          if (isMissing(drawn)) return missing(context, about, drawn)
          const body = await drawn.body()
          const twins = twinLinks(url, String(body), twinNames)
          const { title } = drawn
          return compose(context, { title, question: view.question, about, path: view.path, twins }, body)
        }
        if (about !== null && review === null && view.isSteady(asked, scope))
          return sendKept(context, about, page)
        const drawn = await page()
        return typeof drawn === 'string' ? context.html(drawn) : drawn
      }
      const found = await view.answer(asked, scope, sources)
      if (isMissing(found)) return missing(context, about, found)
      const drawn = found.draw()
      if (isMissing(drawn)) return missing(context, about, drawn)
      const { title } = drawn
      const chart = Number(url.searchParams.get('chart') ?? '1')
      const body = async (): Promise<string> => String(await drawn.body())
      const twin = await writeTwin(format, { view, title, rows: found.rows, body, about, chart })
      if (twin === null)
        return missing(context, about, {
          what: '图',
          asked: String(chart),
          exists: [{ label: title, href: url.pathname }],
        })
      const named = twin.file === null ? '' : `; filename*=UTF-8''${encodeURIComponent(twin.file)}`
      const content = typeof twin.content === 'string' ? twin.content : Uint8Array.from(twin.content)
      return context.body(content, 200, {
        'Content-Type': twin.type,
        ...(named === ''
          ? {}
          : {
              'Content-Disposition': `attachment; filename="gouji.${format === 'excel' ? 'csv' : format}"${named}`,
            }),
        ...(format === 'svg'
          ? { 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox" }
          : {}),
      })
    })
  }

  for (const view of views) app.get(view.path, (context) => answer(context, view))
}
