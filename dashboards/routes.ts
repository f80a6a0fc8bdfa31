/** The routes of the dashboard as one fetch function: every view, its twins, the archived pages and the static files. */
import type { Context } from 'hono'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'
import { QueryTimeout } from '../warehouse/open.ts'
import type { ReadPage } from './archived-page.ts'
import { readMarks } from './archived-page.ts'
import type { Assets } from './assets.ts'
import { drawArchivedPage } from './evidence.ts'
import { writeCsv } from './export/csv.ts'
import type { About } from './export/json.ts'
import { writeJson } from './export/json.ts'
import { drawMissing, drawNotice, drawPage, sayTime } from './page.ts'
import * as registered from './registry.ts'
import type { SnapshotHolder } from './snapshot.ts'
import { NoSnapshot } from './snapshot.ts'
import type { Html, Missing, View } from './view.ts'
import { isMissing } from './view.ts'

/** All views, those of the menu in its order first. */
export const views: readonly View[] = Object.values(registered).sort(
  (left, right) => (left.menu ?? Infinity) - (right.menu ?? Infinity),
)

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
const archivePolicy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"

/** What the routes need from the rim. */
export interface AppParts {
  holder: SnapshotHolder
  readPage: ReadPage
  assets: Assets
  report: (error: unknown) => void
}

function twin(url: URL, format: string): string {
  const query = new URLSearchParams(url.searchParams)
  query.delete('page')
  query.set('format', format)
  return `${url.pathname}?${query.toString()}`
}

/** Makes the routes; nothing listens yet. */
export function makeApp({ holder, readPage, assets, report }: AppParts): Hono {
  const app = new Hono()

  app.use(compress())
  app.use(etag())
  app.use(async (context, next) => {
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') {
      return context.text('只读：只接受 GET 与 HEAD', 405, { Allow: 'GET, HEAD' })
    }
    await next()
    context.header('X-Content-Type-Options', 'nosniff')
    context.header('Referrer-Policy', 'same-origin')
    context.header('Cross-Origin-Opener-Policy', 'same-origin')
    if (!context.res.headers.has('Cross-Origin-Resource-Policy'))
      context.header('Cross-Origin-Resource-Policy', 'same-origin')
    if (!context.res.headers.has('Content-Security-Policy'))
      context.header('Content-Security-Policy', pagePolicy)
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-cache')
    return undefined
  })

  async function show(
    context: Context,
    page: { title: string; question: string; about: About | null; path: string; twins: boolean },
    body: Html,
    status: 200 | 404 | 500 | 503,
  ): Promise<Response> {
    const url = new URL(context.req.url)
    const menu = views.flatMap((view) =>
      view.menu === null ? [] : [{ label: view.label, href: view.path, here: view.path === page.path }],
    )
    const twins = page.twins ? { csv: twin(url, 'csv'), json: twin(url, 'json') } : null
    const { title, question, about } = page
    const drawn = await drawPage({ title, question, menu, twins, about, version: assets.version }, await body)
    return context.html(String(drawn), status)
  }

  async function showMissing(context: Context, about: About | null, missing: Missing): Promise<Response> {
    if (context.req.query('format') !== undefined) return context.json({ error: 'missing', ...missing }, 404)
    const page = { title: `没有这个${missing.what}`, question: '这里有什么？', about, path: '', twins: false }
    return show(context, page, drawMissing(missing), 404)
  }

  async function answer(context: Context, view: View): Promise<Response> {
    const format = context.req.query('format') ?? 'html'
    return holder.use(async ({ ask, scope, about }) => {
      const url = new URL(context.req.url)
      const asked = { path: context.req.param(), query: url.searchParams, whole: format !== 'html' }
      const found = await view.answer(asked, scope, ask)
      if (isMissing(found)) return showMissing(context, about, found)
      const drawn = found.draw()
      if (isMissing(drawn)) return showMissing(context, about, drawn)
      if (format === 'json') {
        return context.body(writeJson(view, found.rows, about), 200, {
          'Content-Type': 'application/json; charset=utf-8',
        })
      }
      if (format === 'csv') {
        const name = encodeURIComponent(`${drawn.title}.csv`)
        return context.body(writeCsv(view.columns, found.rows), 200, {
          'Content-Type': 'text/csv; charset=utf-8; header=present',
          'Content-Disposition': `attachment; filename="gouji.csv"; filename*=UTF-8''${name}`,
        })
      }
      if (format !== 'html') {
        const exists = ['html', 'json', 'csv'].map((one) => ({ label: one, href: twin(url, one) }))
        const page = { title: '没有这个格式', question: '这里有什么？', about, path: '', twins: false }
        return show(context, page, drawMissing({ what: '格式', asked: format, exists }), 404)
      }
      const page = { title: drawn.title, question: view.question, about, path: view.path, twins: true }
      return show(context, page, drawn.body, 200)
    })
  }

  for (const view of views) app.get(view.path, (context) => answer(context, view))

  app.get('/app/:name', (context) => {
    const file = assets.files.get(context.req.param('name'))
    if (file === undefined) return context.notFound()
    return context.body(file.body, 200, {
      'Content-Type': file.type,
      // The archived page's frame has an origin of its own (sandbox) and still needs its style sheet.
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cache-Control':
        context.req.query('v') === assets.version ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(file.type.startsWith('image/svg')
        ? { 'Content-Security-Policy': "default-src 'none'; style-src 'none'" }
        : {}),
    })
  })

  app.get('/archive/:snapshot{[0-9a-f]{64}}', async (context) => {
    const page = await readPage(context.req.param('snapshot'))
    const stylesheet = `/app/archive.css?v=${assets.version}`
    const headers = { 'Content-Security-Policy': archivePolicy, 'Content-Type': 'text/html; charset=utf-8' }
    if (page === null) {
      const empty = { text: '', url: 'about:blank', media_type: 'text/html' }
      const notice = '存档中没有这份页面。请运行 gouji verify 检查存档。'
      return context.body(drawArchivedPage(empty, [], { notice, stylesheet }), 404, headers)
    }
    const marks = readMarks(context.req.query('at') ?? null)
    const notice = `存档页面 · ${page.url} · 采集于 ${sayTime(page.fetched_at)} · SHA-256 ${page.sha256.slice(0, 12)}`
    return context.body(drawArchivedPage(page, marks, { notice, stylesheet }), 200, headers)
  })

  app.notFound((context) => {
    const page = { title: '没有这个页面', question: '这里有什么？', about: null, path: '', twins: false }
    return show(context, page, drawNotice(['地址可能抄漏了一段。可以从上面的菜单进入。'], null), 404)
  })

  app.onError((error, context) => {
    report(error)
    const plain = { about: null, path: '', twins: false }
    if (error instanceof NoSnapshot) {
      const lines = [
        '还没有可以打开的数据快照，或者快照已经损坏。',
        '请在服务器上运行下面的命令，完成后刷新本页：',
      ]
      return show(
        context,
        { ...plain, title: '没有数据快照', question: '怎样补救？' },
        drawNotice(lines, 'npx gouji night'),
        503,
      )
    }
    if (error instanceof QueryTimeout) {
      const lines = ['这个查询超过了时间限制，已经停止。请缩小范围（选定县、年度或单位类别）再试。']
      return show(
        context,
        { ...plain, title: '查询超时', question: '怎样补救？' },
        drawNotice(lines, null),
        503,
      )
    }
    const lines = ['页面没有画出来，这是程序的错误，已写入服务日志。数据没有受影响。']
    return show(
      context,
      { ...plain, title: '程序出错', question: '怎样补救？' },
      drawNotice(lines, null),
      500,
    )
  })

  return app
}
