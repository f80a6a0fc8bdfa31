/** The same answer through Chromium: a fresh context a page, all traffic through our own proxy, each request in its host's turn. */
import { createHash } from 'node:crypto'
import type { Browser, BrowserContext } from 'playwright'
import { judgeStatus } from './answer.ts'
import { govern, type Guest, type RawDocument } from './browser-requests.ts'
import { isShell } from './content-test.ts'
import type { Egress } from './egress.ts'
import type { Fetched } from './fetched.ts'
import { findObstacle } from './obstacle.ts'

/** Asks for one page by a browser. */
export interface BrowserCarrier {
  ask(url: string, guest: Guest): Promise<Fetched>
  close(): Promise<void>
}

export interface BrowserOptions {
  /** Path of a Chromium. */
  executable: string
  egress: Egress
  user_agent: string
  max_bytes: number
  /** Milliseconds for one page, everything that it loads included. */
  deadline_ms: number
  now: () => Date
  /** Told of every request of a page that was refused, with the reason. */
  onRefused?: (url: string, reason: string) => void
}

/** Chromium looks up its makers' hosts in spite of all switches; with this it resolves nothing at all by itself. */
const switches = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--disable-quic',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

function failure(url: string, reason: 'browser' | 'timeout' | 'tls', detail: string): Fetched {
  return { kind: 'failed', url, reason, detail, status: null, retry: false, retry_after_ms: null }
}

/** A browser that is started for its first page and stays until it is closed. */
export function createBrowserCarrier(options: BrowserOptions): BrowserCarrier {
  const { egress, user_agent, max_bytes, deadline_ms, now } = options
  const onRefused = options.onRefused ?? (() => undefined)
  let running: Promise<Browser> | null = null

  async function launch(): Promise<Browser> {
    const { chromium } = await import('playwright')
    return chromium.launch({
      executablePath: options.executable,
      // Chromium refuses its sandbox to root, as in containers.
      chromiumSandbox: process.getuid?.() !== 0,
      proxy: { server: egress.server },
      args: [...switches, `--ignore-certificate-errors-spki-list=${egress.spki_sha256}`],
    })
  }

  async function started(): Promise<Browser> {
    const before = await running
    if (before?.isConnected() !== true) running = launch()
    return running ?? launch()
  }

  async function draw(
    context: BrowserContext,
    url: string,
    guest: Guest,
    pass: { name: string; word: string },
  ): Promise<Fetched> {
    const page = await context.newPage()
    context.on('page', (other) => void other.close().catch(() => undefined))
    const session = await context.newCDPSession(page)
    const documentOf = await govern(session, guest, pass, onRefused)
    page.setDefaultTimeout(deadline_ms)
    await page.goto(url, { waitUntil: 'domcontentloaded' })
    await page
      .waitForFunction('document.body !== null && document.body.innerText.trim().length > 120', undefined, {
        timeout: deadline_ms / 3,
      })
      .catch(() => null)
    await page.waitForLoadState('networkidle', { timeout: deadline_ms / 3 }).catch(() => undefined)
    const document = documentOf()
    if (document === null) return failure(url, 'browser', '浏览器没有收到页面')
    const early = judgeStatus(url, document.status, undefined, now())
    if (early !== null) return early
    const answered = page.url()
    const drawn = Buffer.from(await page.content(), 'utf8')
    return answerOf(url, answered, document, drawn)
  }

  /** The served bytes where they hold the content, else the document as the browser drew it, with the digest of what it was drawn from. */
  function answerOf(url: string, answered: string, document: RawDocument, drawn: Uint8Array): Fetched {
    const type = document.headers['content-type'] ?? null
    const media_type = type?.split(';', 1)[0]?.trim().toLowerCase() ?? null
    const served = !isShell({ bytes: document.bytes, media_type, content_type: type })
    const bytes = served ? document.bytes : drawn
    const refused = (reason: 'too_large' | 'needs_browser', detail: string): Fetched => ({
      kind: 'refused',
      url,
      reason,
      detail,
      status: document.status,
    })
    if (bytes.length > max_bytes) return refused('too_large', `内容超过 ${max_bytes} 字节`)
    const obstacle = findObstacle({ asked: url, answered, media_type }, bytes)
    if (obstacle !== null) return { kind: 'refused', url, ...obstacle, status: document.status }
    const html = { media_type: 'text/html', content_type: 'text/html; charset=utf-8' }
    if (!served && isShell({ bytes, ...html })) return refused('needs_browser', '在浏览器里也没有内容')
    const digest = (of: Uint8Array): string => createHash('sha256').update(of).digest('hex')
    const drawnHeaders = { 'content-type': html.content_type, 'x-gouji-drawn-from': digest(document.bytes) }
    return {
      kind: 'fetched',
      url,
      snapshot: {
        sha256: digest(bytes),
        url: answered,
        requested_url: url,
        fetched_at: now().toISOString(),
        status: document.status,
        headers: served ? document.headers : drawnHeaders,
        media_type: served ? media_type : html.media_type,
        via: 'browser',
        asked: { method: 'GET', headers: { 'user-agent': user_agent } },
        bytes,
      },
    }
  }

  return {
    async ask(url, guest) {
      const pass = egress.admit(guest, (address, { reason }) => onRefused(address, reason))
      let context: BrowserContext | null = null
      let late = false
      const timer = setTimeout(() => {
        late = true
        void context?.close().catch(() => undefined)
      }, deadline_ms)
      try {
        const browser = await started()
        context = await browser.newContext({
          proxy: { server: egress.server, username: pass.name, password: pass.word },
          acceptDownloads: false,
          serviceWorkers: 'block',
          permissions: [],
          userAgent: user_agent,
          locale: 'zh-CN',
        })
        return await draw(context, url, guest, pass)
      } catch (error) {
        if (!(error instanceof Error)) throw error
        if (late) return failure(url, 'timeout', '浏览器超过时限')
        const [said = ''] = error.message.split('\n', 1)
        return /ERR_(?:CERT|SSL|BAD_SSL)_/.test(said)
          ? failure(url, 'tls', `TLS 连接失败（${said}）`)
          : failure(url, 'browser', `浏览器没有打开页面：${said}`)
      } finally {
        clearTimeout(timer)
        pass.end()
        await context?.close().catch(() => undefined)
      }
    },
    async close() {
      await (await running)?.close()
    },
  }
}
