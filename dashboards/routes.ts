/** The routes of the dashboard as one fetch function: every view in all its forms, the archive, exports, review, static files. */
import type { Context } from 'hono'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'
import { QueryTimeout } from '../warehouse/open.ts'
import type { ReadOriginal, ReadPage } from './archived-page.ts'
import { addArchiveRoutes } from './archive-routes.ts'
import type { Assets } from './assets.ts'
import { addExportRoutes } from './export-routes.ts'
import type { Packer } from './export/datasets.ts'
import { sayInEnglish } from './english/english.ts'
import type { About } from './export/json.ts'
import { keepPages, tagOf } from './kept-pages.ts'
import { menuOf } from './menu.ts'
import type { TwinLink } from './page.ts'
import { drawMissing, drawNotice, drawPage } from './page.ts'
import * as registered from './registry.ts'
import { addReviewRoutes } from './review-routes.ts'
import type { Review } from './review/form.ts'
import type { SnapshotHolder } from './snapshot.ts'
import { NoSnapshot } from './snapshot.ts'
import { formatNames, twinAddress, twinLinks, writeTwin } from './twins.ts'
import type { Html, Missing, View } from './view.ts'
import { isMissing } from './view.ts'

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

interface Shown {
  title: string
  question: string
  about: About | null
  /** Path of the view shown; '' for a page that is none. */
  path: string
  twins: readonly TwinLink[]
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
  const kept = keepPages()

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

  /** A page that depends on its snapshot alone: drawn once, kept, and known again by its tag without asking the warehouse. */
  async function sendKept(
    context: Context,
    about: About,
    draw: () => Promise<string | Response>,
  ): Promise<Response> {
    const url = new URL(context.req.url)
    const name = [about.hash, about.run, about.data_as_of, assets.version, url.pathname, url.search].join(' ')
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
        const body = drawMissing({ what: '格式', asked: format, exists })
        return show(context, { ...plain, title: '没有这个格式', about }, body, 404)
      }
      const whole = format !== 'html' && format !== 'svg'
      const reviewer = review?.who(context.req.raw.headers) ?? null
      const asked = { path: context.req.param(), query: url.searchParams, whole, reviewer }
      if (format === 'html') {
        const page = async (): Promise<string | Response> => {
          const found = await view.answer(asked, scope, sources)
          const drawn = isMissing(found) ? found : found.draw()
          if (isMissing(drawn)) return showMissing(context, about, drawn)
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
      if (isMissing(found)) return showMissing(context, about, found)
      const drawn = found.draw()
      if (isMissing(drawn)) return showMissing(context, about, drawn)
      const { title } = drawn
      const chart = Number(url.searchParams.get('chart') ?? '1')
      const body = async (): Promise<string> => String(await drawn.body())
      const twin = await writeTwin(format, { view, title, rows: found.rows, body, about, chart })
      if (twin === null)
        return showMissing(context, about, {
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

/** True where a page asks for what the snapshot does not hold: another version of gouji wrote it. */
function isOfOtherVersion(error: unknown): boolean {
  return error instanceof Error && /^(?:Binder|Catalog) Error:/u.test(error.message)
}

/** What a page says of an error: its title, the lines, the command that mends it, the status. */
function explain(error: unknown): [string, string[], string | null, 500 | 503] {
  if (error instanceof NoSnapshot && !error.published)
    return [
      '没有数据快照',
      ['这里还没有发布过数据。请在服务器上运行下面的命令，完成后刷新本页：'],
      'npx gouji night',
      503,
    ]
  if (error instanceof NoSnapshot || isOfOtherVersion(error))
    return [
      '数据快照打不开',
      [
        '数据快照缺失、损坏，或由另一版本的程序写成。存档没有受影响；在服务器上运行下面的命令，由存档重新生成，完成后刷新本页：',
      ],
      'npx gouji publish',
      503,
    ]
  if (error instanceof QueryTimeout)
    return [
      '查询超时',
      ['这个查询超过了时间限制，已经停止。请缩小范围（选定县、年度或单位类别）再试。'],
      null,
      503,
    ]
  return ['程序出错', ['页面没有画出来，这是程序的错误，已写入服务日志。数据没有受影响。'], null, 500]
}
