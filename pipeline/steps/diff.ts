/** Step: say what differs between the snapshots that two runs published. */
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { openReadOnly } from '../../warehouse/open.ts'
import type { Reader, Row } from '../../warehouse/reader.ts'
import {
  compareSnapshots,
  type SnapshotContent,
  type SnapshotDifference,
} from '../audit/changes-snapshots.ts'
import type { GateFigure } from '../audit/gate.ts'
import { readDigests, readFigures } from '../audit/gate-measure.ts'
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'
import { drawTable } from '../terminal-table.ts'
import { isAbsent } from '../workspace.ts'
import { verdictWords } from '../audit/catalogue-rows.ts'

const manifestSchema = z.looseObject({ snapshot: z.string().regex(/^[0-9a-f]{64}$/) })

/** The names in a folder; none where it is not there. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (isAbsent(error)) return []
    throw error
  }
}

/** The snapshot file that a run published; a run may be named by the beginning of its name. Stops, with what exists, where there is none. */
async function snapshotOf({ workspace }: Context, run: string): Promise<string> {
  const runs = await namesIn(workspace.runs)
  const exact = runs.filter((name) => name === run)
  const named = exact.length > 0 ? exact : runs.filter((name) => name.startsWith(run))
  const [name] = named
  if (name === undefined || named.length > 1)
    throw new Stop(
      'usage',
      `${named.length > 1 ? `“${run}”可指多次运行` : `没有运行“${run}”`}：${(named.length > 1 ? named : runs).join('、')}`,
    )
  const path = join(workspace.runs, name, 'manifest.json')
  const manifest = manifestSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
  if (!manifest.success) throw new Stop('usage', `运行 ${name} 没有发布数据集（见 ${path}）。`)
  const file = `${manifest.data.snapshot}.duckdb`
  const kept = await namesIn(workspace.warehouse)
  if (!kept.includes(file))
    throw new Stop(
      'usage',
      `运行 ${name} 发布的数据集已不在 ${workspace.warehouse}（只保留最近几版，见 config.yaml 的 warehouse.keep）。`,
    )
  return join(workspace.warehouse, file)
}

const text = (value: Row[string] | undefined): string => (typeof value === 'string' ? value : '')

async function contentOf(
  reader: Reader,
  figures: ReadonlyMap<string, readonly GateFigure[]>,
): Promise<SnapshotContent> {
  const states = await reader.query('SELECT publisher, year, state FROM mart_coverage')
  const findings = await reader.query('SELECT report, code, "check", verdict, message FROM mart_findings')
  return {
    figures,
    states: new Map(
      states.map((row) => [`${text(row['publisher'])}/${Number(row['year'])}`, text(row['state'])]),
    ),
    findings: findings.map((row) => ({
      report: text(row['report']),
      code: text(row['code']),
      check: text(row['check']),
      verdict: text(row['verdict']),
      message: typeof row['message'] === 'string' ? row['message'] : null,
    })),
  }
}

const figureWords = (figure: GateFigure | null): string => (figure === null ? '（无）' : `“${figure.raw}”`)

function lineOf(difference: SnapshotDifference, names: ReadonlyMap<string, string>): (string | null)[] {
  const [publisher = '', year = ''] = difference.key.split('/')
  const who = [names.get(publisher) ?? publisher, year]
  if (difference.kind === 'state')
    return ['状态', ...who, '', difference.old ?? '（无）', difference.new ?? '（无）']
  if (difference.kind === 'figure')
    return ['数据', ...who, difference.cell, figureWords(difference.old), figureWords(difference.new)]
  const words = (side: { verdict: string } | null): string =>
    side === null ? '（无）' : (verdictWords[side.verdict] ?? side.verdict)
  const message = difference.new?.message ?? difference.old?.message ?? ''
  return ['核对', ...who, difference.code, words(difference.old), `${words(difference.new)}　${message}`]
}

/** Prints the differences from the first run's snapshot to the second's, as a table or a JSON object a line. */
export async function diffRuns(context: Context, older: string, newer: string, json: boolean): Promise<void> {
  const { print } = context.effects
  const paths = [await snapshotOf(context, older), await snapshotOf(context, newer)] as const
  if (paths[0] === paths[1]) {
    if (!json) print('两次运行发布的是同一个数据集，没有差别。')
    return
  }
  const [first, second] = [await openReadOnly(paths[0]), await openReadOnly(paths[1])]
  try {
    const [before, after] = [await readDigests(first), await readDigests(second)]
    const differing = [...new Set([...before.keys(), ...after.keys()])].filter(
      (report) => before.get(report)?.digest !== after.get(report)?.digest,
    )
    const differences = compareSnapshots(
      await contentOf(first, await readFigures(first, differing)),
      await contentOf(second, await readFigures(second, differing)),
    )
    if (json) {
      for (const difference of differences) print(JSON.stringify(difference))
      return
    }
    const rows = await second.query('SELECT DISTINCT publisher, name FROM mart_coverage')
    const names = new Map(rows.map((row) => [text(row['publisher']), text(row['name'])]))
    if (differences.length === 0) print('状态、数据与核对结果都没有差别。')
    else
      for (const line of drawTable(
        ['类别', '单位', '年度', '指标或代码', '原', '现'],
        differences.map((difference) => lineOf(difference, names)),
      ))
        print(line)
    print(`共 ${differences.length} 处差别`)
  } finally {
    await first.close()
    await second.close()
  }
}
