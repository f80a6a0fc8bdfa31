/** The durable queue of what to ask for: a journal that only grows while a round lasts, and is made small when it ends. One writer at a time. */
import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { RobotsText } from './robots.ts'
import type { Fetched } from './fetched.ts'
import {
  applyLine,
  compactLines,
  keyOf,
  pagesOf,
  owedPages,
  readJournal,
  settled,
  type FrontierLine,
  type PageRecord,
} from './frontier-record.ts'
import { openJournal } from './journal-file.ts'

/** Rounds in a row, and torn leases, after which a report is given up until a person says otherwise. */
const patience = { attempts: 5, torn: 5 } as const
/** Milliseconds: longer than any request with its retries in one night. */
const leaseMs = 2 * 3_600_000
/** A round that nobody went on with for this many milliseconds is no longer tonight's. */
const longestRound = 20 * 3_600_000

/** One round over one site: what has been asked for since it began, and what is left. */
export interface Round {
  started_at: string
  /** True where a round that a process left open goes on. */
  resumed: boolean
  /** What became of a page earlier in this round; null where it is still to be asked for. */
  known(url: string): PageRecord | null
  /** Why a page must not be asked for now; null where it may. */
  barred(url: string): PageRecord | null
  /** How often a process was killed while it asked for a page; such pages come last, so that a deadly one costs the others nothing. */
  torn(url: string): number
  /** Notes that a page is about to be asked for. */
  lease(url: string, role: PageRecord['role']): void
  /** Takes a lease back whose page was not asked for after all. */
  release(url: string): void
  /** Notes how the asking ended; resolves when that is on disk. Whatever was archived must be on disk before. */
  done(url: string, answer: Fetched): Promise<void>
  robots: { recall(origin: string): RobotsText | null; keep(origin: string, robots: RobotsText): void }
  /** Whether pages of that host and role are asked for by a browser. */
  needsBrowser(url: string, role: PageRecord['role']): boolean
  rememberBrowser(url: string, role: PageRecord['role']): void
  /** Ends the round: only pages that could not be had are remembered. Where hosts were given up or the hours ran out it stays open, to go on with. */
  end(): void
}

export interface Frontier {
  /** Begins a round over a site, or goes on with the one that a process left open. */
  begin(site: string): Round
  /** Pages that are deferred, dead or have failed before, in the order of site and address. */
  owed(): PageRecord[]
  /** Puts pages back into the queue as if they had never failed. */
  revive(pages: readonly PageRecord[]): void
  /** Lines in the middle of the journal that were no lines of ours and were left out. */
  broken: number
  close(): Promise<void>
}

const isLate = (reason: string): boolean => /^(?:circuit|window|deferred)$/.test(reason)

/** What a browser is remembered for: one host's pages of one role. */
const sourceOf = (url: string, role: PageRecord['role']): string =>
  `${URL.canParse(url) ? new URL(url).host : ''} ${role}`

/** A page after an asking ended. */
function settle(before: PageRecord, answer: Fetched, now: Date): PageRecord {
  if (answer.kind === 'fetched' || answer.kind === 'unchanged' || answer.kind === 'missing')
    return settled(before, answer.kind)
  const base = { ...before, lease_until: null, torn: 0 }
  const { reason: outcome, detail } = answer
  if (answer.kind === 'failed' && isLate(outcome)) {
    const wait = answer.retry_after_ms
    const next_attempt = wait === null ? null : new Date(now.getTime() + wait).toISOString()
    return { ...base, state: 'deferred', next_attempt, outcome, detail }
  }
  const attempts = before.attempts + 1
  const dead = before.role !== 'list' && attempts >= patience.attempts
  return { ...base, state: dead ? 'dead' : 'done', attempts, next_attempt: null, outcome, detail }
}

/** Opens the journal at a path, making it where there is none. A torn last line is cut: it costs one repeated request at most. */
export async function openFrontier(path: string, now: () => Date): Promise<Frontier> {
  await mkdir(dirname(path), { recursive: true })
  await (await open(path, 'a')).close()
  const reading = readJournal(await readFile(path))
  const { state, broken } = reading
  const journal = openJournal(path, reading.end)
  const textOf = (lines: readonly FrontierLine[]): string =>
    lines.map((line) => `${JSON.stringify(line)}\n`).join('')

  /** Lines that go out with the next one: a kill that loses them costs what a kill a moment earlier would have cost. */
  let held = ''

  function hold(line: FrontierLine): void {
    applyLine(state, line)
    held += textOf([line])
  }

  function write(line: FrontierLine): void {
    hold(line)
    journal.append(held)
    held = ''
  }

  function compact(): void {
    journal.replace(textOf(compactLines(state)))
    held = ''
  }

  if (broken > 0 || reading.lines > 2 * compactLines(state).length + 1000) compact()

  function beginRound(site: string): Round {
    const open = state.rounds.get(site)
    const resumed = open !== undefined && now().getTime() - Date.parse(open) < longestRound
    const started_at = resumed ? open : now().toISOString()
    if (!resumed) {
      if (open !== undefined) write({ type: 'end', site })
      write({ type: 'round', site, started_at })
    }
    /** Pages of this round; those that are only owed from earlier rounds are not among them. */
    const asked = new Set<string>()
    for (const page of pagesOf(state, site).values()) {
      if (page.state === 'leased') {
        const torn = page.torn + 1
        const state = torn >= patience.torn && page.role !== 'list' ? 'dead' : 'queued'
        const detail = state === 'dead' ? '访问该页时程序多次中断' : page.detail
        write({ ...page, state, torn, lease_until: null, detail, outcome: page.outcome })
      } else if (resumed && page.state === 'done') asked.add(page.url)
    }
    const pageAt = (url: string): PageRecord | null => pagesOf(state, site).get(url) ?? null
    return {
      started_at,
      resumed,
      known: (url) => (asked.has(url) ? pageAt(url) : null),
      barred(url) {
        const page = pageAt(url)
        if (page?.state === 'dead') return page
        const early = page?.state === 'deferred' && page.next_attempt !== null
        return early && Date.parse(page.next_attempt ?? '') > now().getTime() ? page : null
      },
      torn: (url) => pageAt(url)?.torn ?? 0,
      lease(url, role) {
        const until = new Date(now().getTime() + leaseMs).toISOString()
        write({ type: 'lease', site, url, role, until })
      },
      release(url) {
        const page = pageAt(url)
        if (page?.state === 'leased') write({ ...page, state: 'queued', lease_until: null })
      },
      async done(url, answer) {
        const page = pageAt(url)
        if (page === null) throw new Error(`${path}: ${url} was never leased; call lease before done.`)
        asked.add(url)
        // An unchanged page that a kill or a power cut forgets is asked for once more, and nothing is lost.
        if (answer.kind === 'unchanged') return hold({ type: 'unchanged', site, url })
        write(settle(page, answer, now()))
        await journal.sync()
      },
      robots: {
        recall(origin) {
          const line = state.robots.get(keyOf(site, origin))
          if (line === undefined) return null
          return line.text === null ? { state: 'none' } : { state: 'text', text: line.text }
        },
        keep: (origin, robots) =>
          write({ type: 'robots', site, origin, text: robots.state === 'text' ? robots.text : null }),
      },
      needsBrowser: (url, role) =>
        state.browsers.size > 0 && state.browsers.has(keyOf(site, sourceOf(url, role))),
      rememberBrowser(url, role) {
        const source = sourceOf(url, role)
        if (!state.browsers.has(keyOf(site, source)))
          write({ type: 'browser', site, source, since: now().toISOString() })
      },
      end() {
        const left = [...pagesOf(state, site).values()].some(
          (page) => page.state === 'deferred' && /^(?:circuit|window)$/.test(page.outcome),
        )
        if (!left) write({ type: 'end', site })
        compact()
      },
    }
  }

  return {
    broken,
    begin: beginRound,
    owed: () => owedPages(state),
    revive(pages) {
      for (const { site, url } of pages) write({ type: 'forget', site, url })
      compact()
    },
    close() {
      if (held !== '') journal.append(held)
      held = ''
      return journal.close()
    },
  }
}
