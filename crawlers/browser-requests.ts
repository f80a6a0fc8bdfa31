/** The requests of a page that a browser opens: each judged, sent in its host's turn, and the document kept as it was served. */
import type { CDPSession } from 'playwright'
import { judgeUrl, type Reach } from './address.ts'
import { keptHeaders } from './answer.ts'
import type { TlsException } from './connection.ts'
import { mayAsk, type RobotsRules } from './manners.ts'

/** The visit on whose behalf a page is opened: where it may go, and how it waits its turn. */
export interface Guest {
  reach: Reach
  tls_exceptions: readonly TlsException[]
  rulesFor: (url: URL) => Promise<RobotsRules>
  turn: <T>(url: URL, rules: RobotsRules, task: () => Promise<T>) => Promise<T>
  /** Told once a request that is really sent. */
  count: () => void
}

/** The document as the server sent it. */
export interface RawDocument {
  status: number
  headers: Record<string, string>
  bytes: Uint8Array
}

const unwanted = new Set([
  'Image',
  'Media',
  'Font',
  'Stylesheet',
  'Ping',
  'Prefetch',
  'Manifest',
  'TextTrack',
])

/** Holds every request of a page until it may be sent, and keeps the raw bytes of its document. */
export async function govern(
  session: CDPSession,
  guest: Guest,
  pass: { name: string; word: string },
  onRefused: (url: string, reason: string) => void,
): Promise<() => RawDocument | null> {
  let document: RawDocument | null = null
  const ends = new Map<string, () => void>()
  const { frameTree } = await session.send('Page.getFrameTree')

  async function refuse(requestId: string, url: string, reason: string): Promise<void> {
    if (reason !== '') onRefused(url, reason)
    await session.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' })
  }

  async function ask(requestId: string, networkId: string, address: string): Promise<void> {
    const judged = judgeUrl(address, guest.reach)
    if ('reason' in judged) return refuse(requestId, address, judged.reason)
    const rules = await guest.rulesFor(judged.url)
    if (!mayAsk(rules, address)) return refuse(requestId, address, 'robots')
    await guest.turn(judged.url, rules, async () => {
      const over = new Promise<void>((resolve) => ends.set(networkId, resolve))
      guest.count()
      await session.send('Fetch.continueRequest', { requestId })
      await over
    })
  }

  session.on('Network.loadingFailed', ({ requestId }) => ends.get(requestId)?.())
  session.on('Network.loadingFinished', ({ requestId }) => ends.get(requestId)?.())
  session.on('Fetch.requestPaused', (event) => {
    const { requestId, networkId = requestId, resourceType, request, frameId } = event
    const answered = event.responseStatusCode !== undefined || event.responseErrorReason !== undefined
    const work = async (): Promise<void> => {
      if (!answered)
        return unwanted.has(resourceType) || /^https?:\/\/[^/]+\/favicon\.ico$/.test(request.url)
          ? refuse(requestId, request.url, '')
          : ask(requestId, networkId, request.url)
      const status = event.responseStatusCode ?? 0
      const whole = event.responseErrorReason === undefined && (status < 300 || status >= 400)
      if (whole && resourceType === 'Document' && frameId === frameTree.frame.id) {
        const { body, base64Encoded } = await session.send('Fetch.getResponseBody', { requestId })
        const headers = (event.responseHeaders ?? []).map(
          ({ name, value }) => [name.toLowerCase(), value] as const,
        )
        document = {
          status,
          headers: Object.fromEntries(headers.filter(([name]) => keptHeaders.includes(name))),
          bytes: Buffer.from(body, base64Encoded ? 'base64' : 'utf8'),
        }
      }
      ends.get(networkId)?.()
      return void (await session.send('Fetch.continueRequest', { requestId }))
    }
    // A page that is being closed answers no commands any more; its requests are over all the same.
    work().catch(() => ends.get(networkId)?.())
  })
  await session.send('Network.enable')
  // Some builds of Chromium show the proxy's question to whoever holds the requests, and to nobody else.
  session.on('Fetch.authRequired', ({ requestId, authChallenge }) => {
    const proxy = authChallenge.source === 'Proxy'
    const authChallengeResponse = proxy
      ? ({ response: 'ProvideCredentials', username: pass.name, password: pass.word } as const)
      : ({ response: 'CancelAuth' } as const)
    session.send('Fetch.continueWithAuth', { requestId, authChallengeResponse }).catch(() => undefined)
  })
  await session.send('Fetch.enable', {
    handleAuthRequests: true,
    patterns: [
      { urlPattern: '*', requestStage: 'Request' },
      { urlPattern: '*', requestStage: 'Response' },
    ],
  })
  return () => document
}
