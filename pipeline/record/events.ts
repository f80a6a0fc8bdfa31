/** What a run may tell: the closed vocabulary of events.jsonl, as a schema. A word that is not here does not compile. */
import { z } from 'zod'
import type { CrawlEvent } from '../../crawlers/crawl-event.ts'

/** The steps of a night, in their order. */
export const stepNames = ['plan', 'crawl', 'read', 'audit', 'gate', 'publish', 'digest'] as const
export type StepName = (typeof stepNames)[number]

const at = z.iso.datetime()
const site = z.string()
const url = z.string()
const digest = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(0)
const figure = z.strictObject({ state: z.string(), raw: z.string() }).nullable()
const fetchedState = z.enum(['stored', 'unchanged', 'kept', 'missing', 'unreachable'])

const entryOutcome = z.strictObject({
  entry: z.int(),
  url,
  publisher: z.string().nullable(),
  year: z.int().nullable(),
  index: z.boolean(),
  state: z.enum(['complete', 'incomplete', 'unreachable']),
  detail: z.string(),
  list_pages: count,
  found: count,
  total: z.int().nullable(),
})

/** What a crawl tells. */
const crawlEvents = [
  z.strictObject({ type: z.literal('site_started'), at, site, entries: count, resumed: z.boolean() }),
  z.strictObject({
    type: z.literal('promised'),
    at,
    site,
    hosts: z.record(z.string(), count).readonly(),
  }),
  z.strictObject({
    type: z.literal('ref_done'),
    at,
    site,
    ref: url,
    publisher: z.string().nullable(),
    state: fetchedState,
  }),
  z.strictObject({
    type: z.literal('robots_read'),
    at,
    site,
    host: z.string(),
    state: z.enum(['rules', 'none', 'unreachable']),
  }),
  z.strictObject({
    type: z.literal('asked'),
    at,
    site,
    url,
    role: z.enum(['list', 'report', 'attachment']),
    outcome: z.enum(['fetched', 'unchanged', 'missing', 'refused', 'failed']),
  }),
  z.strictObject({
    type: z.literal('waiting'),
    at,
    site,
    host: z.string(),
    wait_ms: z.number().min(0),
    detail: z.string(),
  }),
  z.strictObject({
    type: z.literal('obstacle'),
    at,
    site,
    url,
    reason: z.string(),
    detail: z.string(),
  }),
  z.strictObject({ type: z.literal('entry_walked'), at, site, outcome: entryOutcome }),
  z.strictObject({ type: z.literal('archived'), at, site, url, sha256: digest, stored: z.boolean() }),
  z.strictObject({ type: z.literal('not_a_report'), at, site, url, reason: z.string() }),
  z.strictObject({
    type: z.literal('site_done'),
    at,
    site,
    found: count,
    stored: count,
    unreachable: count,
  }),
] as const

/** What the run itself tells. */
const runEvents = [
  z.strictObject({ type: z.literal('run_started'), at, run: z.string(), command: z.string() }),
  z.strictObject({ type: z.literal('step_started'), at, step: z.enum(stepNames) }),
  z.strictObject({
    type: z.literal('step_done'),
    at,
    step: z.enum(stepNames),
    /** `remembered`: nothing that flows in had changed since it was done last. */
    state: z.enum(['done', 'remembered', 'skipped']),
    counts: z.record(z.string(), z.number()),
  }),
  /** One document that was really read tonight. */
  z.strictObject({ type: z.literal('page_read'), at, site, url, sha256: digest, problems: count }),
  /** A figure of the published data that tonight's would replace; told before anything is published. */
  z.strictObject({
    type: z.literal('figure_would_change'),
    at,
    report: z.string(),
    cell: z.string(),
    old: figure,
    new: figure,
    because: z.enum(['read_differently', 'source_changed']),
  }),
  z.strictObject({
    type: z.literal('gate_objected'),
    at,
    check: z.string(),
    breaches: count,
    details: z.array(z.string()),
    accepted: z.boolean(),
  }),
  z.strictObject({ type: z.literal('published'), at, hash: digest, changed: z.boolean() }),
  z.strictObject({
    type: z.literal('message_sent'),
    at,
    to: z.string(),
    attempts: count,
    delivered: z.boolean(),
    detail: z.string(),
  }),
  z.strictObject({ type: z.literal('run_ended'), at, exit: z.string(), code: z.int() }),
] as const

const crawlEventSchema = z.discriminatedUnion('type', crawlEvents)
/** Schema of one line of events.jsonl. */
export const runEventSchema = z.discriminatedUnion('type', [...crawlEvents, ...runEvents])

/** One line of events.jsonl. */
export type RunEvent = z.infer<typeof runEventSchema>

/** Holds the crawler's own type and the schema together: a difference between them is an error of compilation. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never
true satisfies Same<CrawlEvent, z.infer<typeof crawlEventSchema>>
