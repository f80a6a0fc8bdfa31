/** The morning digest: what an operator must know of a run in two minutes. Its shape, and how it is put together. Pure. */
import { z } from 'zod'
import { troubleSchema, ageTroubles, type Found, type Trouble } from './troubles.ts'

const count = z.int().min(0)
const stateChange = z.strictObject({
  publisher: z.string(),
  name: z.string(),
  year: z.int(),
  /** Null where the report was not yet owed. */
  from: z.string().nullable(),
  to: z.string(),
})
const coverageSchema = z.strictObject({
  /** Hash of the snapshot that the counts are of; null where nothing is published. */
  snapshot: z.string().nullable(),
  total: count,
  /** How many reports of the expected set are in each state; their sum is `total`. */
  states: z.record(z.string(), count),
  /** Reports that are published and that the last crawl did not see; they are in one of the states too. */
  not_seen: count,
  reports: count,
  figures: count,
  broken: count,
  uncertain: count,
  /** Reports that we found and could not read: `<name> <year>`, with why. */
  unread: z.array(z.strictObject({ report: z.string(), detail: z.string() })),
})

const haltedSite = z.strictObject({
  site: z.string(),
  promised: count,
  done: count,
  requests: count,
  stored: count,
})

/** Schema of digest.json. */
export const digestSchema = z.strictObject({
  format: z.literal(1),
  run: z.string(),
  command: z.string(),
  started_at: z.string(),
  ended_at: z.string(),
  exit: z.string(),
  code: z.int(),
  /** What stopped the run; null where nothing did. */
  error: z.string().nullable(),
  /** When a run last came to its end and published or confirmed data; null where none ever did. */
  last_success_at: z.string().nullable(),
  published: z.strictObject({ changed: z.boolean(), refused: z.array(z.string()) }),
  sites: z.strictObject({
    all: count,
    crawled: count,
    whole: count,
    halted: z.array(z.string()),
    /** How far each halted site had come; absent in older digests. */
    reached: z.array(haltedSite).default([]),
  }),
  requests: count,
  stored: count,
  pages_read: count,
  expected: coverageSchema,
  troubles: z.array(troubleSchema),
  /** Troubles of the run before that are over. */
  mended: z.array(troubleSchema),
  news: z.strictObject({
    states: z.array(stateChange),
    /** Silent edits that became certain tonight, in words. */
    edits: z.array(z.string()),
    /** Published figures that are another tonight although the source is the same: the code reads them otherwise. */
    read_differently: count,
    /** Published figures that are another tonight because the page is another. */
    source_changed: count,
    /** The first of both, in words. */
    figures: z.array(z.string()),
  }),
})
export type Digest = z.infer<typeof digestSchema>
export type Coverage = z.infer<typeof coverageSchema>
export type StateChange = z.infer<typeof stateChange>

/** Nothing published yet. */
export const noCoverage: Coverage = {
  snapshot: null,
  total: 0,
  states: {},
  not_seen: 0,
  reports: 0,
  figures: 0,
  broken: 0,
  uncertain: 0,
  unread: [],
}

/** What the run found out, besides what has gone on since the digest before it. */
export type Night = Omit<Digest, 'format' | 'troubles' | 'mended' | 'last_success_at'> & {
  found: readonly Found[]
  /** Codes of the sites that were crawled to their end: only their troubles can be over. */
  looked_at: readonly string[]
  /** Whether data were published or confirmed, and nothing was left undone. */
  succeeded: boolean
}

/** Puts the digest together. Throws where the states do not add up to the expected set: then a report is in no state, or in two. */
export function composeDigest(night: Night, before: Digest | null): Digest {
  const { found, looked_at, succeeded, ...rest } = night
  const sum = Object.values(rest.expected.states).reduce((total, one) => total + one, 0)
  if (sum !== rest.expected.total)
    throw new Error(`The digest counts ${sum} states for ${rest.expected.total} expected reports.`)
  const { troubles, mended } = ageTroubles(found, before?.troubles ?? [], {
    looked_at,
    started_at: rest.started_at,
    before_at: before?.started_at ?? null,
  })
  const last_success_at = succeeded ? rest.ended_at : (before?.last_success_at ?? null)
  return { format: 1, ...rest, last_success_at, troubles, mended }
}

/** Troubles that are news tonight, and those that are known already. */
export function splitTroubles(troubles: readonly Trouble[]): { fresh: Trouble[]; known: Trouble[] } {
  return {
    fresh: troubles.filter(({ nights }) => nights === 1),
    known: troubles.filter(({ nights }) => nights > 1),
  }
}
