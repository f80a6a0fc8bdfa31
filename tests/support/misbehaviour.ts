/** Everything that a county site has been seen to do, on demand: each a route of the portal. */
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { PortalRoute } from './portal.ts'

const html = (body: string, head = ''): string => `<html><head>${head}</head><body>${body}</body></html>`
const long = '县情概况与机构设置说明。'.repeat(10)

/** Answers like a busy server, with or without a word on when to come back. */
export function busy(status: 429 | 503, retryAfter?: string): PortalRoute {
  return { status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter }, body: 'busy' }
}

/** Sends one byte every so many milliseconds and never ends. */
export function drip(everyMs: number): PortalRoute {
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    const timer = setInterval(() => response.write('x'), everyMs)
    response.on('close', () => clearInterval(timer))
    return null
  }
}

/** Sends without end, as fast as it is taken. */
export const endless: PortalRoute = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/html' })
  const chunk = Buffer.alloc(64 * 1024, 120)
  const more = (): void => {
    while (!response.destroyed && response.write(chunk)) continue
  }
  response.on('drain', more)
  more()
  return null
}

/** Promises more than it sends. */
export const cut: PortalRoute = (_, response) => {
  response.writeHead(200, { 'content-length': '100000' })
  response.write(html(long).slice(0, 100))
  setImmediate(() => response.destroy())
  return null
}

/** Header lines that break the rules of HTTP, around a page that is whole. */
export function brokenHeaders(body: string): PortalRoute {
  return (_, response) => {
    response.socket?.end(
      `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length : ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
    return null
  }
}

/** A month that links to the next one, for ever; each with one entry. */
export function calendar(request: { url?: string | undefined }): { body: string } {
  const month = Number(/month=(\d+)/.exec(request.url ?? '')?.[1] ?? '0')
  return {
    body: html(
      `<ul><li id="line_u8_1"><a href="/info/8/${month}.htm">会议活动通知第${month}期</a><span>2025-01-09</span></li></ul><a href="?month=${month + 1}">下页</a>`,
    ),
  }
}

/** Bombs: small on the wire, 100 MB when inflated. */
export const bombs: Readonly<Record<string, () => PortalRoute>> = {
  gzip: () => ({ headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(100_000_000)) }),
  brotli: () => ({
    headers: { 'content-encoding': 'br' },
    body: brotliCompressSync(Buffer.alloc(100_000_000)),
  }),
}

/** Pages that stand in the place of a page, by the obstacle that they are. */
export const obstacles: Readonly<Record<string, PortalRoute>> = {
  challenge: {
    body: '<html><script>var a="__jsl_clearance=1.2|-1|";document.cookie=a;location.reload()</script></html>',
  },
  challenge_521: { status: 521, body: '<script>document.cookie=1</script>' },
  waf: { body: html('<div class="box">您的请求存在威胁，已被网站防火墙拦截。事件编号 1234</div>') },
  captcha: { body: html('<div id="captcha">请完成滑动验证后继续访问</div>') },
  login: {
    body: html(
      '<form action="/login"><input name="u"><input type="password" name="p"><button>登录</button></form>',
      '<title>用户登录</title>',
    ),
  },
  soft_404: {
    body: html(
      '<h1>抱歉，您访问的页面不存在或已删除</h1><a href="/">返回首页</a>',
      '<title>提示信息</title>',
    ),
  },
  moved: {
    body: html('<p>本网站已迁移至新平台，请访问市政府集约化平台。</p>', '<title>网站迁移公告</title>'),
  },
}
