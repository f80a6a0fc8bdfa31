/** Asks for a page as a guest should: registered addresses only, robots first, in turn, hop by hop, again only when that may help. */
import { judgeUrl, type Reach } from './address.ts'
import type { Fetcher, Hop } from './fetch.ts'
import type { Fetched, Validators } from './fetched.ts'
import { createHostQueue, type Pace } from './host-queue.ts'
import { gapFor, mayAsk, readRobots, retryWait, type RobotsRules } from './manners.ts'

const mostRedirects = 5

export interface AskSettings {
  fetcher: Fetcher
  reach: Reach
  user_agent: string
  gap_ms: number
  site_gap_ms: number | undefined
  pace: Pace
  random: () => number
  /** Told once a host, when its robots.txt has been read. */
  onRobots: (host: string, rules: RobotsRules) => void
}

export interface Asker {
  ask(url: string, validators?: Validators): Promise<Fetched>
  /** Requests sent so far, robots and redirects included. */
  requests(): number
}

/** One asker serves one site for one night: it remembers each host's robots rules and turn. */
export function createAsker(settings: AskSettings): Asker {
  const queue = createHostQueue(settings.pace)
  const robots = new Map<string, Promise<RobotsRules>>()
  let requests = 0

  function send(url: URL, rules: RobotsRules, validators?: Validators): Promise<Hop> {
    const { gap_ms, site_gap_ms, random } = settings
    return queue.run(
      url.host,
      () => gapFor({ gap_ms, site_gap_ms, rules }, random),
      () => {
        requests += 1
        return settings.fetcher.hop(url.href, validators)
      },
    )
  }

  /** Follows redirects; `rulesFor` is asked before every hop. */
  async function follow(
    start: string,
    rulesFor: (url: URL) => Promise<RobotsRules>,
    validators?: Validators,
  ): Promise<Fetched> {
    const seen = new Set<string>()
    let next = start
    for (;;) {
      const judged = judgeUrl(next, settings.reach)
      if ('reason' in judged) return { kind: 'refused', url: start, ...judged, status: null }
      const { url } = judged
      if (seen.has(url.href)) return refusal(start, 'redirect_loop', `跳转回到 ${url.href}`)
      if (seen.size > mostRedirects)
        return refusal(start, 'too_many_redirects', `跳转超过 ${mostRedirects} 次`)
      seen.add(url.href)
      const rules = await rulesFor(url)
      if (!mayAsk(rules, url.href))
        return refusal(
          start,
          'robots',
          rules.state === 'unreachable' ? `robots.txt 无法读取：${rules.detail}` : 'robots.txt 不允许',
        )
      const hop = await send(url, rules, seen.size === 1 ? validators : undefined)
      if (hop.kind === 'fetched')
        return { ...hop, url: start, snapshot: { ...hop.snapshot, requested_url: start } }
      if (hop.kind !== 'redirect') return { ...hop, url: start }
      if (hop.target === null)
        return refusal(start, 'status', `网站返回 ${hop.status}，但没有给出可用的跳转地址`)
      next = hop.target
    }
  }

  async function readRules(origin: string): Promise<RobotsRules> {
    const url = `${origin}/robots.txt`
    const answer = await again(() => follow(url, () => Promise.resolve({ state: 'none' })), new URL(url).host)
    if (answer.kind === 'fetched')
      return readRobots(url, Buffer.from(answer.snapshot.bytes).toString('utf8'), settings.user_agent)
    const absent = answer.kind === 'missing' || (answer.kind === 'refused' && (answer.status ?? 500) < 500)
    if (absent) return { state: 'none' }
    return { state: 'unreachable', detail: answer.kind === 'unchanged' ? '' : answer.detail }
  }

  function rulesFor(url: URL): Promise<RobotsRules> {
    const known = robots.get(url.origin)
    if (known !== undefined) return known
    const reading = readRules(url.origin).then((rules) => {
      settings.onRobots(url.host, rules)
      return rules
    })
    robots.set(url.origin, reading)
    return reading
  }

  async function again(attempt: () => Promise<Fetched>, host: string): Promise<Fetched> {
    for (let count = 1; ; count += 1) {
      const answer = await attempt()
      const wait = retryWait(answer, count, settings.random)
      if (wait === null) return answer
      queue.hold(host, wait)
    }
  }

  return {
    ask(url, validators) {
      const host = URL.canParse(url) ? new URL(url).host : ''
      return again(() => follow(url, rulesFor, validators), host)
    },
    requests: () => requests,
  }
}

function refusal(
  url: string,
  reason: Extract<Fetched, { kind: 'refused' }>['reason'],
  detail: string,
): Fetched {
  return { kind: 'refused', url, reason, detail, status: null }
}
