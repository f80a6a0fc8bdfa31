/** Reads from a published snapshot what the gate and `diff` compare: digests first, figures only where those differ. */
import type { Reader, Row } from '../../warehouse/reader.ts'
import { figureDigest, type Shard, type ShardStore } from '../../warehouse/shard.ts'
import { addChanges, noChanges, pairFigures } from '../figure-changes.ts'
import { countDiffering, type GateBefore, type GateFigure } from './gate.ts'

const text = (value: Row[string] | undefined): string => (typeof value === 'string' ? value : '')

const toFigure = (row: Row): GateFigure => ({
  cell: text(row['cell']),
  state: text(row['state']),
  value: typeof row['value'] === 'number' ? row['value'] : null,
  raw: text(row['raw']),
})

/** Digest of the figures of each current report: equal figures, equal digest. */
export async function readDigests(reader: Reader): Promise<Map<string, { digest: string; figures: number }>> {
  const rows = await reader.query(
    `SELECT report, count(*) AS figures, md5(string_agg(line, chr(30) ORDER BY line)) AS digest FROM (
       SELECT report, concat_ws(chr(31), cell, state, ifnull(
         CASE WHEN value = trunc(value) AND abs(value) < 1e15 THEN value::BIGINT::VARCHAR ELSE value::VARCHAR END, ''
       ), raw) AS line FROM mart_figures
     ) GROUP BY report`,
  )
  return new Map(
    rows.map((row) => [
      text(row['report']),
      { digest: text(row['digest']), figures: Number(row['figures']) },
    ]),
  )
}

/** The figures of some current reports. */
export async function readFigures(
  reader: Reader,
  reports: readonly string[],
): Promise<Map<string, GateFigure[]>> {
  const figures = new Map<string, GateFigure[]>(reports.map((report) => [report, []]))
  if (reports.length === 0) return figures
  const rows = await reader.query(
    `SELECT report, cell, state, value, raw FROM mart_figures
     WHERE list_contains(string_split($1, chr(10)), report) ORDER BY report, position`,
    [reports.join('\n')],
  )
  for (const row of rows) figures.get(text(row['report']))?.push(toFigure(row))
  return figures
}

const owedKey = (row: Row): string => `${text(row['publisher'])}/${Number(row['year'])}`

function figuresByReport(rows: readonly Row[]): Map<string, GateFigure[]> {
  const reports = new Map<string, GateFigure[]>()
  for (const row of rows) {
    const report = text(row['report'])
    const here = reports.get(report)
    if (here === undefined) reports.set(report, [toFigure(row)])
    else here.push(toFigure(row))
  }
  return reports
}

const pagesByReport = (rows: readonly Row[]): Map<string, string> =>
  new Map(rows.map((row) => [text(row['report']), text(row['snapshot'])]))

/** The archived page that each current report of a county was read from. */
async function pagesOf(reader: Reader, site: string): Promise<Map<string, string>> {
  return pagesByReport(
    await reader.query('SELECT report, snapshot FROM mart_revisions WHERE current AND site = $1', [site]),
  )
}

const digestsByReport = (rows: readonly Row[]): Map<string, string> =>
  new Map(rows.map((row) => [text(row['report']), text(row['digest'])]))

/** Digests of the figures of a county's current reports, as `ShardStore.digests` takes them. */
async function digestsOf(reader: Reader, site: string): Promise<Map<string, string>> {
  return digestsByReport(
    await reader.query(
      `SELECT report, ${figureDigest} AS digest
       FROM mart_figures WHERE site = $1 GROUP BY report ORDER BY report`,
      [site],
    ),
  )
}

/**
 * The last good snapshot against tonight's shards: only counties whose shard differs are looked into, one at a time,
 * and of their reports only those whose figures differ are read.
 * Null where that snapshot does not say what it was made from.
 */
export async function measureBefore(
  reader: Reader,
  shards: readonly Shard[],
  store: Pick<ShardStore, 'digests' | 'figures' | 'owed' | 'pages'>,
): Promise<GateBefore | null> {
  const [known] = await reader.query("SELECT 1 FROM duckdb_tables() WHERE table_name = 'shards'")
  if (known === undefined) return null
  const tonight = new Map(shards.map((shard) => [shard.shard, shard]))
  const gone: string[] = []
  const differing = new Map<string, number>()
  let figures = 0
  let changes = noChanges
  for (const row of await reader.query('SELECT shard, hash, figure_count FROM shards ORDER BY shard')) {
    figures += Number(row['figure_count'])
    const shard = tonight.get(text(row['shard']))
    if (shard?.hash === row['hash']) continue
    const owed = new Set(shard === undefined ? [] : (await store.owed(shard)).map(owedKey))
    const before = await reader.query(
      'SELECT publisher, year FROM mart_coverage WHERE site = $1 ORDER BY publisher, year',
      [text(row['shard'])],
    )
    gone.push(...before.map(owedKey).filter((key) => !owed.has(key)))
    const digests = digestsByReport(shard === undefined ? [] : await store.digests(shard))
    const others = [...(await digestsOf(reader, text(row['shard'])))].flatMap(([report, digest]) =>
      digests.get(report) === digest ? [] : [report],
    )
    const now = figuresByReport(shard === undefined ? [] : await store.figures(shard, others))
    const old = await reader.query(
      `SELECT report, cell, state, value, raw FROM mart_figures
       WHERE site = $1 AND list_contains(string_split($2, chr(10)), report) ORDER BY report, cell`,
      [text(row['shard']), others.join('\n')],
    )
    const pages = await pagesOf(reader, text(row['shard']))
    const tonights = shard === undefined ? new Map<string, string>() : pagesByReport(await store.pages(shard))
    for (const [report, were] of figuresByReport(old)) {
      const are = now.get(report) ?? []
      const count = countDiffering(were, are)
      if (count > 0) differing.set(report, count)
      const because = pages.get(report) === tonights.get(report) ? 'read_differently' : 'source_changed'
      changes = addChanges(changes, pairFigures(report, { old: were, new: are }, because))
    }
  }
  return { figures, gone, differing, changes }
}
