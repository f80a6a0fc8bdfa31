/** One site's shard: read, judged and written anew only where something that it depends on has changed. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ProblemCode } from '../parsers/problem.ts'
import type { DecisionEvent } from '../warehouse/decisions.ts'
import type { SiteRows } from '../warehouse/rows.ts'
import { findShard, type Shard, type ShardStore } from '../warehouse/shard.ts'
import { assembleSite, type SiteReports } from './assemble.ts'
import { findEdits, sayEdit, type Edit } from './audit/changes-rows.ts'
import { bindFindings, decidedChecks, decidedKeys } from './audit/decisions-rows.ts'
import { codeVersion } from './code-version.ts'
import { digestInput, type SiteInput } from './site-input.ts'
import { isAbsent } from './workspace.ts'

const count = z.int().min(0)
const summarySchema = z.object({
  input: z.string(),
  hash: z.string(),
  counts: z.object({
    pages: count,
    reports: count,
    facts: count,
    problems: count,
    broken: count,
    uncertain: count,
    expected: z.record(z.string(), count),
  }),
  /** Silent edits that two runs in a row have shown: in words, and when the second of them began (UTC ISO). */
  edits: z.array(z.object({ said: z.string(), reported_at: z.string() })),
  /** The bound checks that somebody has decided about. */
  checked: z.array(
    z.object({ report: z.string(), code: z.string(), check: z.string(), operands: z.string() }),
  ),
})

/** What a site came to, in numbers and words; its rows lie in the shard. */
export interface SiteShard extends Omit<z.infer<typeof summarySchema>, 'input' | 'hash'> {
  shard: Shard
  /** False where nothing had changed and nothing was read. */
  made: boolean
}

/** How a site's pages become reports; called only where they must be read. */
export type ReadSite = (input: SiteInput) => Promise<Omit<SiteReports, 'changes'>>

/** The decisions about the reports of one site. */
export function decidedIn(site: SiteInput['site'], events: readonly DecisionEvent[]): Set<string> {
  const codes = new Set(site.publishers.map(({ code }) => code))
  return decidedKeys(
    events.filter((event) => event.kind !== 'undo' && codes.has(event.report.split('/')[0] ?? '')),
  )
}

/** The text of the current revision of each report, as decisions are bound to it. */
function proseIn({ reports }: Pick<SiteReports, 'reports'>): (report: string) => string {
  const texts = new Map(
    reports.map(({ key, revisions }): [string, string] => {
      const prose = revisions.find(({ current }) => current)?.page.prose ?? []
      return [key, prose.map(({ text }) => text).join('\n')]
    }),
  )
  return (report) => texts.get(report) ?? ''
}

function countRows(rows: SiteRows, pages: number): SiteShard['counts'] {
  const current = new Set(
    rows.reports.filter((row) => row.current).map((row) => `${row.report}#${row.revision}`),
  )
  const verdicts = rows.findings
    .filter(({ report, revision }) => revision === null || current.has(`${report}#${revision}`))
    .map(({ verdict }) => verdict)
  const expected: Record<string, number> = {}
  for (const { state } of rows.expected) expected[state] = (expected[state] ?? 0) + 1
  return {
    pages,
    reports: current.size,
    facts: rows.facts.length,
    problems: rows.problems.length,
    broken: verdicts.filter((verdict) => verdict === 'broken').length,
    uncertain: verdicts.filter((verdict) => verdict === 'uncertain').length,
    expected,
  }
}

const saidEdits = (edits: readonly Edit[]): SiteShard['edits'] =>
  edits.flatMap(({ row, reported_at }) => (reported_at === null ? [] : [{ said: sayEdit(row), reported_at }]))

async function recall(path: string): Promise<z.infer<typeof summarySchema> | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
  // A record that a power cut left in pieces is no record; the site is read anew.
  const [whole = ''] = text.endsWith('}\n') ? [text] : []
  return whole === '' ? null : (summarySchema.safeParse(JSON.parse(whole)).data ?? null)
}

/** Replaces the record at once, so that a reader sees the old one or the new one. */
async function remember(path: string, record: z.infer<typeof summarySchema>): Promise<void> {
  const draft = `${path}.${process.pid}`
  await writeFile(draft, `${JSON.stringify(record)}\n`)
  await rename(draft, path)
}

/** Problems that tell of the machine and its hour as much as of the page: what met them is read again next time. */
const limits: ReadonlySet<string> = new Set<ProblemCode>(['time_limit', 'memory_limit', 'reader_stopped'])

/** Where shards are kept, and the records of what they were made from. */
export interface ShardPlaces {
  store: ShardStore
  shards: string
  records: string
}

/** The shard of one site: the one on record where its input is the same, else made anew. */
export async function siteShard(
  places: ShardPlaces,
  input: SiteInput,
  readSite: ReadSite,
): Promise<SiteShard> {
  const path = join(places.records, `${input.site.code}.json`)
  const digest = digestInput(input, codeVersion())
  const known = await recall(path)
  if (known?.input === digest) {
    const shard = await findShard(places.shards, known.hash)
    if (shard !== null) {
      const { counts, edits, checked } = known
      return { shard, made: false, counts, edits, checked }
    }
  }
  const reports = await readSite(input)
  const edits = findEdits(reports.reports, input.sightings)
  const assembled = assembleSite({ ...reports, changes: edits.map(({ row }) => row) })
  const rows = bindFindings(assembled, input.decided, proseIn(reports))
  const shard = await places.store.write(input.site.code, rows)
  const made = {
    counts: countRows(rows, input.rows.length),
    edits: saidEdits(edits),
    checked: decidedChecks(rows, input.decided),
  }
  if (!rows.problems.some(({ code }) => limits.has(code))) {
    await mkdir(places.records, { recursive: true })
    await remember(path, { input: digest, hash: shard.hash, ...made })
  }
  return { shard, made: true, ...made }
}
