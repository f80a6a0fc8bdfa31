/** Sends the digest to a web address that the operator has named: a time limit, a few attempts, and never a failed night because of it. */
import type { Effects } from '../effects.ts'
import type { Settings } from '../settings.ts'
import type { Digest } from './digest.ts'
import { digestMarkdown, headline } from './digest-words.ts'

type Webhook = NonNullable<Settings['notify']['webhook']>

/** In a group that others talk in too, a message says whose it is; some groups take none without its word. */
const signed = (text: string): string => `勾稽晨报\n\n${text}`

/** The body that each kind of receiver understands. */
const bodies: Readonly<Record<Webhook['form'], (digest: Digest, text: string) => object>> = {
  json: (digest, text) => ({ headline: headline(digest), markdown: text, digest }),
  wecom: (_, text) => ({ msgtype: 'markdown', markdown: { content: signed(text) } }),
  dingtalk: (digest, text) => ({
    msgtype: 'markdown',
    markdown: { title: `勾稽：${headline(digest)}`, text: signed(text) },
  }),
  feishu: (_, text) => ({ msg_type: 'text', content: { text: signed(text) } }),
}

/** Bytes that chat systems take in one message. */
const longestText = 3900

function shorten(text: string): string {
  let short = text
  while (Buffer.byteLength(short) > longestText) short = short.slice(0, Math.floor(short.length * 0.9))
  return short === text ? text : `${short}\n……（全文见 digest.md）`
}

/** What became of a message. */
export interface Delivery {
  delivered: boolean
  attempts: number
  /** Chinese; '' where it was delivered. */
  detail: string
}

async function attempt({ url, timeout_ms }: Webhook, body: string): Promise<string> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body,
      // A message is not sent on to where somebody else points.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout_ms),
    })
    await answer.body?.cancel()
    return answer.status < 300 ? '' : `对方返回 ${answer.status}`
  } catch (error) {
    // The platform tells what was wrong with the connection as the cause of its error.
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    return cause instanceof Error ? cause.message : String(cause)
  }
}

/** Delivers the digest; each further attempt waits twice as long as the one before. */
export async function sendDigest(
  webhook: Webhook,
  digest: Digest,
  { sleep, signal }: Pick<Effects, 'sleep' | 'signal'>,
): Promise<Delivery> {
  const body = JSON.stringify(bodies[webhook.form](digest, shorten(digestMarkdown(digest))))
  for (let attempts = 1; ; attempts += 1) {
    const detail = await attempt(webhook, body)
    if (detail === '') return { delivered: true, attempts, detail }
    if (attempts >= webhook.attempts || signal.aborted) return { delivered: false, attempts, detail }
    await sleep(1000 * 2 ** attempts)
  }
}
