/** What the frontier remembers: lines of its journal, and how later lines change what earlier ones said. Pure. */
import { z } from 'zod'

/** `leased`: being asked for by a process, until `lease_until`. `done`: asked for in this round. `deferred`: not before `next_attempt`. `dead`: given up until a person says otherwise. */
export const pageStates = ['queued', 'leased', 'done', 'deferred', 'dead'] as const

/** One page of one site, as it stands. */
export const pageRecordSchema = z.strictObject({
  type: z.literal('page'),
  site: z.string(),
  url: z.string(),
  role: z.enum(['list', 'report', 'attachment']),
  state: z.enum(pageStates),
  /** Rounds in a row in which it could not be had. */
  attempts: z.int().min(0),
  /** Leases that a killed process left open since the page was last had. */
  torn: z.int().min(0),
  /** UTC ISO times; null where the state has none. */
  lease_until: z.string().nullable(),
  next_attempt: z.string().nullable(),
  /** How the last asking ended: a kind, or a reason of the closed lists; '' before the first. */
  outcome: z.string(),
  /** Plain Chinese; '' where nothing went wrong. */
  detail: z.string(),
})

/** A page is about to be asked for; what is known of it from earlier rounds stands. */
const leaseSchema = z.strictObject({
  type: z.literal('lease'),
  site: z.string(),
  url: z.string(),
  role: pageRecordSchema.shape.role,
  until: z.string(),
})

/** Schema of one journal line. */
export const frontierLineSchema = z.discriminatedUnion('type', [
  pageRecordSchema,
  leaseSchema,
  /** A leased page is as it was: what most nights say of most pages. */
  z.strictObject({ type: z.literal('unchanged'), site: z.string(), url: z.string() }),
  z.strictObject({ type: z.literal('round'), site: z.string(), started_at: z.string() }),
  z.strictObject({ type: z.literal('end'), site: z.string() }),
  z.strictObject({
    type: z.literal('robots'),
    site: z.string(),
    origin: z.string(),
    /** null where the host has none. */
    text: z.string().nullable(),
  }),
  /** A source whose pages need a browser. */
  z.strictObject({ type: z.literal('browser'), site: z.string(), source: z.string(), since: z.string() }),
  z.strictObject({ type: z.literal('forget'), site: z.string(), url: z.string() }),
])

/** One page as the frontier holds it. */
export type PageRecord = z.infer<typeof pageRecordSchema>
/** One line of the journal. */
export type FrontierLine = z.infer<typeof frontierLineSchema>

/** Everything that the lines of a journal come to. */
export interface FrontierState {
  /** By site, and there by address. */
  pages: Map<string, Map<string, PageRecord>>
  /** Sites whose round has begun and not ended, with its start. */
  rounds: Map<string, string>
  /** robots.txt of open rounds, by `site origin`. */
  robots: Map<string, Extract<FrontierLine, { type: 'robots' }>>
  /** By `site source`. */
  browsers: Map<string, Extract<FrontierLine, { type: 'browser' }>>
}

/** A frontier that holds nothing. */
export function emptyFrontier(): FrontierState {
  return { pages: new Map(), rounds: new Map(), robots: new Map(), browsers: new Map() }
}

/** The pages of one site; writing into them changes the state. */
export function pagesOf(state: FrontierState, site: string): Map<string, PageRecord> {
  const known = state.pages.get(site)
  if (known !== undefined) return known
  const fresh = new Map<string, PageRecord>()
  state.pages.set(site, fresh)
  return fresh
}

/** The key of a robots.txt or a source within one site. */
export const keyOf = (site: string, name: string): string => `${site} ${name}`

/** True where a page is worth remembering between rounds: it could not be had, and somebody must know. */
function isOwed({ state, attempts }: PageRecord): boolean {
  return state === 'dead' || state === 'deferred' || attempts > 0
}

/** Pages that could not be had, in the order of site and address. */
export function owedPages(state: FrontierState): PageRecord[] {
  return compactLines(state).flatMap((line) => (line.type === 'page' && isOwed(line) ? [line] : []))
}

/** A page that is leased, with what is known of it. */
function leased(before: PageRecord | undefined, line: z.infer<typeof leaseSchema>): PageRecord {
  const { site, url, role, until } = line
  const { attempts, torn, outcome, detail } = before ?? { attempts: 0, torn: 0, outcome: '', detail: '' }
  return {
    type: 'page',
    site,
    url,
    role,
    state: 'leased',
    attempts,
    torn,
    lease_until: until,
    next_attempt: null,
    outcome,
    detail,
  }
}

/** A page that was had or is known to be gone; nothing of earlier failures counts any more. */
export function settled(before: PageRecord, outcome: string): PageRecord {
  const { type, site, url, role } = before
  return {
    type,
    site,
    url,
    role,
    state: 'done',
    attempts: 0,
    torn: 0,
    lease_until: null,
    next_attempt: null,
    outcome,
    detail: '',
  }
}

/** Takes one line into the state. */
export function applyLine(state: FrontierState, line: FrontierLine): void {
  switch (line.type) {
    case 'page':
      pagesOf(state, line.site).set(line.url, line)
      break
    case 'lease': {
      const pages = pagesOf(state, line.site)
      pages.set(line.url, leased(pages.get(line.url), line))
      break
    }
    case 'unchanged': {
      const pages = pagesOf(state, line.site)
      const page = pages.get(line.url)
      if (page !== undefined) pages.set(line.url, settled(page, 'unchanged'))
      break
    }
    case 'forget':
      pagesOf(state, line.site).delete(line.url)
      break
    case 'round':
      state.rounds.set(line.site, line.started_at)
      break
    case 'robots':
      state.robots.set(keyOf(line.site, line.origin), line)
      break
    case 'browser':
      state.browsers.set(keyOf(line.site, line.source), line)
      break
    case 'end':
      state.rounds.delete(line.site)
      for (const [key, robots] of state.robots) if (robots.site === line.site) state.robots.delete(key)
      state.pages.set(line.site, new Map([...pagesOf(state, line.site)].filter(([, page]) => isOwed(page))))
  }
}

/** The fewest lines that say the same, in an order that depends on nothing but what they say. */
export function compactLines(state: FrontierState): FrontierLine[] {
  const byKey = <T>(map: Map<string, T>): T[] =>
    [...map].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)
  return [
    ...byKey(state.browsers),
    ...[...state.rounds]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([site, started_at]): FrontierLine => ({ type: 'round', site, started_at })),
    ...byKey(state.robots),
    ...byKey(state.pages).flatMap(byKey),
  ]
}

/** Reads journal bytes: the state, where whole lines end, and how many lines in the middle are no lines of ours. */
export function readJournal(bytes: Uint8Array): {
  state: FrontierState
  end: number
  lines: number
  broken: number
} {
  const state = emptyFrontier()
  const decoder = new TextDecoder()
  let [end, lines, broken] = [0, 0, 0]
  for (let feed = bytes.indexOf(10); feed >= 0; feed = bytes.indexOf(10, end)) {
    const line = parseLine(decoder.decode(bytes.subarray(end, feed)))
    if (line === null) broken += 1
    else applyLine(state, line)
    lines += 1
    end = feed + 1
  }
  return { state, end, lines, broken }
}

function parseLine(text: string): FrontierLine | null {
  try {
    const parsed = frontierLineSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
