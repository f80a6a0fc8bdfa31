/** What the tour has shown, in a few lines: read from the published snapshot, never from what was planted. */
import { z } from 'zod'
import { askFor, type Reader } from '../../warehouse/reader.ts'
import { county } from './county.ts'
import { plantedFaults, type PlantedFault } from './planted-faults.ts'

/** What the nights of this tour came to. */
export interface Tour {
  /** Requests of each night. */
  asked: readonly number[]
  /** Whether each night published something new. */
  changed: readonly boolean[]
  first: boolean
}

const stateWords: Record<string, string> = {
  on_time: '按时',
  late: '逾期',
  published_undated: '无日期',
  missing: '未见发布',
  unreachable: '未能访问',
  found_not_read: '未能读取',
  image_only: '表格为图片',
  attachment_only: '仅有附件',
  withdrawn: '已撤下',
  not_due: '未到期',
}

const stateShape = z.object({ state: z.string() })
const countShape = z.object({ n: z.number() })
const findingShape = z.object({ code: z.string(), message: z.string() })
const editionShape = z.object({ edition_t2: z.string().nullable() })
const changeShape = z.object({
  cell: z.string(),
  old_value: z.number().nullable(),
  new_value: z.number().nullable(),
})
const keptShape = z.object({ kept: z.number(), trivial: z.number() })

const count = async (reader: Reader, sql: string): Promise<number> =>
  (await askFor(reader, countShape, sql)).reduce((sum, { n }) => sum + n, 0)

/** Traces of one planted fault in the snapshot; empty where nothing shows. */
async function tracesOf(reader: Reader, fault: PlantedFault): Promise<string[]> {
  const who = [fault.publisher, fault.year] as const
  const ask = <T>(row: z.ZodType<T>, sql: string): Promise<T[]> => askFor(reader, row, sql, who)
  const traces: string[] = []
  for (const { state } of await ask(
    stateShape,
    'SELECT state FROM mart_coverage WHERE publisher = $1 AND year = $2',
  ))
    if (state === fault.expected.state) traces.push(`覆盖：${stateWords[state] ?? ''}`)
  for (const { code, message } of await ask(
    findingShape,
    'SELECT code, any_value(message) AS message FROM mart_findings WHERE publisher = $1 AND year = $2 GROUP BY code ORDER BY code',
  ))
    if (fault.expected.findings.includes(code)) traces.push(`${code}：${message}`)
  if (fault.change.kind === 'use_edition')
    for (const { edition_t2 } of await ask(
      editionShape,
      'SELECT edition_t2 FROM mart_revisions WHERE publisher = $1 AND year = $2 AND current',
    ))
      if (edition_t2 === fault.change.edition) traces.push(`表格版本：${fault.change.edition} 年格式`)
  if (fault.change.kind === 'blank_row')
    for (const { n } of await ask(
      countShape,
      "SELECT count(*) AS n FROM mart_figures WHERE publisher = $1 AND year = $2 AND state = 'blank'",
    ))
      if (n > 0) traces.push(`空白 ${n} 格，未按零计`)
  for (const { cell, old_value, new_value } of await ask(
    changeShape,
    'SELECT cell, old_value, new_value FROM mart_changes WHERE publisher = $1 AND year = $2',
  ))
    if (cell === fault.expected.changed_cell)
      traces.push(`变化：${old_value} → ${new_value}，两个版本均有存档`)
  return traces
}

/** The story in lines of Chinese. */
export async function tellStory(reader: Reader, tour: Tour): Promise<string[]> {
  const states = await askFor(
    reader,
    stateShape.extend(countShape.shape),
    'SELECT state, count(*) AS n FROM mart_coverage GROUP BY state ORDER BY n DESC',
  )
  const owed = await count(reader, 'SELECT count(*) AS n FROM mart_coverage')
  const numbers = await count(reader, "SELECT count(*) AS n FROM mart_figures WHERE state = 'number'")
  const [sums] = await askFor(
    reader,
    keptShape,
    'SELECT sum(kept) AS kept, sum(trivially_kept) AS trivial FROM mart_checks',
  )
  const last = tour.changed.length - 1
  const lines = [
    '',
    `${county.name}（虚构）：应发布 ${owed} 份年度报告，${states.map(({ state, n }) => `${stateWords[state] ?? state} ${n}`).join('，')}。`,
    `读出 ${numbers} 个数字，每个都能回到存档网页的单元格；勾稽成立 ${sums?.kept} 项，另有 ${sums?.trivial} 项各数均为零，不足为凭。`,
    tour.first
      ? `第一夜访问 ${tour.asked[0] ?? 0} 次；第二夜访问 ${tour.asked[1] ?? 0} 次，${tour.changed[1] === true ? '发现改动并发布了新数据' : '没有变化'}。`
      : `这一夜访问 ${tour.asked[last] ?? 0} 次，${tour.changed[last] === true ? '有变化，已发布新数据' : '没有任何变化，只多了一条运行记录'}。`,
    '预先埋下的问题：',
  ]
  for (const fault of plantedFaults) {
    const traces = await tracesOf(reader, fault)
    lines.push(
      `  ${traces.length > 0 ? '✓' : '✗'} ${fault.description}`,
      ...traces.map((trace) => `      ${trace}`),
    )
  }
  return [...lines, '']
}
