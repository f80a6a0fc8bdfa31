/** The routes of the dashboard as one fetch function: every view in all its forms, the archive, exports, review, static files. */
import type { Context } from 'hono'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'
import type { ReadOriginal, ReadPage } from './archived-page.ts'
import { addArchiveRoutes } from './archive-routes.ts'
import type { Assets } from './assets.ts'
import { addExportRoutes } from './export-routes.ts'
import type { Packer } from './export/datasets.ts'
import { sayInEnglish } from './english/english.ts'
import type { About } from './export/json.ts'
import { menuOf } from './menu.ts'
import { drawMissing, drawNotice, drawPage } from './page.ts'
import * as registered from './registry.ts'
import { addReviewRoutes } from './review-routes.ts'
import type { Review } from './review/form.ts'
import type { SnapshotHolder } from './snapshot.ts'
import { explain } from './trouble.ts'
import type { Html, Missing, View } from './view.ts'
import type { Shown } from './view-routes.ts'
import { addViewRoutes } from './view-routes.ts'

/** All views. */
export const views: readonly View[] = Object.values(registered)

const pagePolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** What the routes need from the rim. */
export interface AppParts {
  holder: SnapshotHolder
  readPage: ReadPage
  readOriginal: ReadOriginal
  assets: Assets
  /** Packs datasets that only the hub can write; null where it cannot. */
  packer: Packer | null
  /** Null where nobody may decide. */
  review: Review | null
  /** Which further forms of its rows a page links to. */
  twinNames: readonly string[]
  report: (error: unknown) => void
}

/** The page's address in each language. */
function languagesOf(url: URL): { chinese: string; english: string } {
  const query = new URLSearchParams(url.searchParams)
  query.delete('lang')
  const text = query.toString()
  return {
    chinese: text === '' ? url.pathname : `${url.pathname}?${text}`,
    english: `${url.pathname}?${text === '' ? '' : `${text}&`}lang=en`,
  }
}

/** Makes the routes; nothing listens yet. */
export function makeApp({
  holder,
  readPage,
  readOriginal,
  assets,
  packer,
  review,
  twinNames,
  report,
}: AppParts): Hono {
  const app = new Hono()

  app.use(compress())
  app.use(etag())
  app.use(async (context, next) => {
    const { method, path } = context.req
    const writes = method === 'POST' && path === '/review' && review !== null
    if (method !== 'GET' && method !== 'HEAD' && !writes) {
      return context.text('只读：只接受 GET 与 HEAD', 405, { Allow: 'GET, HEAD' })
    }
    await next()
    const give = (name: string, value: string): void => {
      if (!context.res.headers.has(name)) context.header(name, value)
    }
    give('X-Content-Type-Options', 'nosniff')
    give('Referrer-Policy', 'same-origin')
    give('Cross-Origin-Opener-Policy', 'same-origin')
    give('Cross-Origin-Resource-Policy', 'same-origin')
    give('Content-Security-Policy', pagePolicy)
    give('Cache-Control', 'no-cache')
    return undefined
  })

  async function compose(context: Context, page: Shown, body: Html): Promise<string> {
    const url = new URL(context.req.url)
    const { title, question, about, twins, path } = page
    const shell = {
      title,
      question,
      about,
      twins,
      menu: menuOf(views, path),
      sought: path === '/search' ? (url.searchParams.get('q') ?? '') : '',
      languages: languagesOf(url),
      reviewer: review?.who(context.req.raw.headers) ?? null,
      version: assets.version,
    }
    const drawn = String(await drawPage(shell, body)).replaceAll(/\n\s+/gu, '\n')
    return url.searchParams.get('lang') === 'en' ? sayInEnglish(drawn) : drawn
  }

  async function show(
    context: Context,
    page: Shown,
    body: Html,
    status: 200 | 400 | 403 | 404 | 409 | 500 | 503,
  ) {
    return context.html(await compose(context, page, body), status)
  }

  const plain = { question: '这里有什么？', about: null, path: '', twins: [] }

  async function showMissing(context: Context, about: About | null, missing: Missing): Promise<Response> {
    if (context.req.query('format') !== undefined) return context.json({ error: 'missing', ...missing }, 404)
    return show(context, { ...plain, title: `没有这个${missing.what}`, about }, drawMissing(missing), 404)
  }

  addViewRoutes(app, views, {
    holder,
    version: assets.version,
    twinNames,
    review,
    compose,
    missing: showMissing,
    noFormat: (context, about, missing) =>
      show(context, { ...plain, title: '没有这个格式', about }, drawMissing(missing), 404),
  })

  app.get('/app/:name', (context) => {
    const file = assets.files.get(context.req.param('name'))
    if (file === undefined) return context.notFound()
    return context.body(file.body, 200, {
      'Content-Type': file.type,
      'Cache-Control':
        context.req.query('v') === assets.version ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(file.type.startsWith('image/svg')
        ? { 'Content-Security-Policy': "default-src 'none'; style-src 'none'" }
        : {}),
    })
  })

  addArchiveRoutes(app, { holder, readPage, readOriginal, assets })
  addExportRoutes(app, { holder, packer, missing: showMissing })
  if (review !== null)
    addReviewRoutes(app, {
      holder,
      review,
      refuse: (context, lines, status) =>
        show(
          context,
          { ...plain, title: '没有记录', question: '怎样补救？' },
          drawNotice(lines, null),
          status,
        ),
    })

  app.notFound((context) =>
    holder.use(({ about }) =>
      show(
        context,
        { ...plain, about, title: '没有这个页面' },
        drawNotice(['地址可能抄漏了一段。可以从上面的菜单进入。'], null),
        404,
      ),
    ),
  )

  app.onError((error, context) => {
    report(error)
    const [title, lines, command, status] = explain(error)
    return show(context, { ...plain, title, question: '怎样补救？' }, drawNotice(lines, command), status)
  })

  return app
}
