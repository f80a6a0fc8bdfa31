/** Asks for a page as a guest should: registered addresses only, robots first, in turn, hop by hop, again only when that may help. */
import { judgeUrl, type Reach } from './address.ts'
import type { Fetcher, Hop } from './fetch.ts'
import type { Fetched, Validators } from './fetched.ts'
import { mindTime } from './halt.ts'
import type { HostBook } from './host-book.ts'
import {
  gapFor,
  longestWaitMs,
  mayAsk,
  retryWait,
  windowWait,
  type NightWindow,
  type RobotsRules,
} from './manners.ts'
import { recallRobots, type RobotsMemory } from './robots.ts'
import { getPage, requestName, type PageRequest } from './request.ts'

const mostRedirects = 5

export interface AskSettings {
  fetcher: Fetcher
  reach: Reach
  user_agent: string
  gap_ms: number
  site_gap_ms: number | undefined
  /** Hours in which sites may be asked; always where absent. */
  window?: NightWindow | undefined
  now: () => Date
  /** When nothing more may be asked: what asks later throws TimeIsUp. */
  until?: Date | undefined
  book: HostBook
  random: () => number
  robots?: RobotsMemory | undefined
  /** Told once a host, when its robots.txt has been read. */
  onRobots: (host: string, rules: RobotsRules) => void
  /** Told before a wait of more than a moment. */
  onWait?: (host: string, ms: number, detail: string) => void
}

export interface Asker {
  /**
   * An address alone is an ordinary GET. A request with a body is known by its name, and a redirect of it is followed without the body.
   */
  ask(what: string | PageRequest, validators?: Validators): Promise<Fetched>
  /** The rules that stand over an address, for carriers that send on their own. */
  rulesFor(url: URL): Promise<RobotsRules>
  /** Waits for the host's turn and takes it for as long as `task` lasts. */
  turn<T>(url: URL, rules: RobotsRules, task: () => Promise<T>): Promise<T>
  /** Counts a request that another carrier sent. */
  count(): void
  /** Requests sent so far, robots and redirects included. */
  requests(): number
}

function refusal(
  url: string,
  reason: Extract<Fetched, { kind: 'refused' }>['reason'],
  detail: string,
): Fetched {
  return { kind: 'refused', url, reason, detail, status: null }
}

function leftForLater(
  url: string,
  reason: 'circuit' | 'window',
  detail: string,
  retry_after_ms: number | null,
): Fetched {
  const retry = retry_after_ms !== null
  return { kind: 'failed', url, reason, detail, status: null, retry, retry_after_ms }
}

/** One asker serves one site for one night; what it learns of hosts stands in the book that all askers share. */
export function createAsker(settings: AskSettings): Asker {
  const { book, now, fetcher, until } = settings
  let requests = 0

  function turn<T>(url: URL, rules: RobotsRules, task: () => Promise<T>): Promise<T> {
    const { gap_ms, site_gap_ms, random } = settings
    return book.queue.run(url.host, () => gapFor({ gap_ms, site_gap_ms, rules }, random), task, until)
  }

  /** Why nothing may be asked of a host now, and when it may; null where it may be asked. */
  function closed({ href }: URL, host: string): Fetched | null {
    mindTime(until, now)
    if (book.isGivenUp(host)) return leftForLater(href, 'circuit', `${host} 连续失败，今夜不再访问`, null)
    const wait = settings.window === undefined ? 0 : windowWait(now(), settings.window)
    return wait === 0 ? null : leftForLater(href, 'window', '不在采集时段内', wait)
  }

  function send(
    url: URL,
    rules: RobotsRules,
    attempt: number,
    options: { page: PageRequest; start: string; validators: Validators | undefined },
  ): Promise<Hop> {
    return turn(url, rules, async () => {
      const { host } = url
      // Others may have found the host dead while this request stood in the queue.
      const late = closed(url, host)
      if (late !== null) return late
      requests += 1
      const { page, start, validators } = options
      const sent = page.url === url.href ? page : { ...page, url: url.href }
      const hop = await fetcher.hop(sent, { start, validators, address: url })
      // A request that the end of our own time cut short says nothing of the site.
      if (hop.kind === 'failed') mindTime(until, now)
      const began = fetcher.beganAt(url)
      if (began !== null) book.queue.began(host, began)
      book.told(host, fetcher.addressOf(url), hop, attempt)
      return hop
    })
  }

  /** Follows redirects; `rulesOf` is asked before every hop. */
  async function follow(
    request: PageRequest,
    attempt: number,
    rulesOf: (url: URL) => Promise<RobotsRules>,
    validators?: Validators,
  ): Promise<Fetched> {
    const seen: string[] = []
    const start = requestName(request)
    let page = request
    for (;;) {
      const judged = judgeUrl(page.url, settings.reach)
      if ('reason' in judged) return { kind: 'refused', url: start, ...judged, status: null }
      const { url } = judged
      if (seen.includes(url.href)) return refusal(start, 'redirect_loop', `跳转回到 ${url.href}`)
      if (seen.length > mostRedirects)
        return refusal(start, 'too_many_redirects', `跳转超过 ${mostRedirects} 次`)
      seen.push(url.href)
      const shut = closed(url, url.host)
      if (shut !== null) return { ...shut, url: start }
      const rules = await rulesOf(url)
      if (!mayAsk(rules, url.href))
        return refusal(
          start,
          'robots',
          rules.state === 'unreachable' ? `robots.txt 无法读取：${rules.detail}` : 'robots.txt 不允许',
        )
      const first = seen.length === 1
      const hop = await send(url, rules, attempt, {
        page,
        start: request.url,
        validators: first ? validators : undefined,
      })
      if (hop.kind === 'fetched')
        return { ...hop, url: start, snapshot: { ...hop.snapshot, requested_url: start } }
      if (hop.kind !== 'redirect') return { ...hop, url: start }
      if (hop.target === null)
        return refusal(start, 'status', `网站返回 ${hop.status}，但没有给出可用的跳转地址`)
      const next = judgeUrl(hop.target, settings.reach)
      if ('reason' in next && next.reason === 'strange_host' && (hop.status === 301 || hop.status === 308))
        return refusal(start, 'moved', `网站永久转到了未登记的主机 ${new URL(hop.target).host}`)
      page = getPage(hop.target, request.headers?.['referer'])
    }
  }

  async function again(attempt: (count: number) => Promise<Fetched>, url: string): Promise<Fetched> {
    for (let count = 1; ; count += 1) {
      const answer = await attempt(count)
      const wait = retryWait(answer, count, settings.random)
      if (wait === null) {
        if (answer.kind !== 'failed' || answer.reason === 'window') return answer
        if ((answer.retry_after_ms ?? 0) <= longestWaitMs) return answer
        return {
          ...answer,
          reason: 'deferred',
          detail: `${answer.detail}，要求的等待超过一小时`,
          retry: false,
        }
      }
      const { host } = new URL(url)
      if (wait >= 10_000) settings.onWait?.(host, wait, 'detail' in answer ? answer.detail : '')
      book.queue.hold(host, wait)
      // Outside its hours a host has no turns to wait for: wait here until they begin.
      if (answer.kind === 'failed' && answer.reason === 'window')
        await book.queue.run(
          host,
          () => 0,
          () => Promise.resolve(),
        )
    }
  }

  async function readRules(origin: string): Promise<RobotsRules> {
    const free = (): Promise<RobotsRules> => Promise.resolve({ state: 'none' })
    return recallRobots(origin, settings.user_agent, settings.robots, (url) =>
      again((count) => follow(getPage(url), count, free), url),
    )
  }

  function rulesFor(url: URL): Promise<RobotsRules> {
    const known = book.robots.get(url.origin)
    if (known !== undefined) return known
    const reading = readRules(url.origin).then((rules) => {
      settings.onRobots(url.host, rules)
      return rules
    })
    book.robots.set(url.origin, reading)
    return reading
  }

  return {
    ask(what, validators) {
      const request = typeof what === 'string' ? getPage(what) : what
      return again((count) => follow(request, count, rulesFor, validators), request.url)
    },
    rulesFor,
    turn,
    count() {
      requests += 1
    },
    requests: () => requests,
  }
}
