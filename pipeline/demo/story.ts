/** What the tour has shown, in a few lines: read from the published snapshot, never from what was planted. */
import type { Reader, Row } from '../../warehouse/reader.ts'
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

const count = async (reader: Reader, sql: string): Promise<number> =>
  Number((await reader.query(sql))[0]?.['n'])

/** Traces of one planted fault in the snapshot; empty where nothing shows. */
async function tracesOf(reader: Reader, fault: PlantedFault): Promise<string[]> {
  const who = [fault.publisher, fault.year] as const
  const ask = (sql: string): Promise<Row[]> => reader.query(sql, who)
  const traces: string[] = []
  for (const row of await ask('SELECT state FROM mart_coverage WHERE publisher = $1 AND year = $2'))
    if (row['state'] === fault.expected.state) traces.push(`覆盖：${stateWords[String(row['state'])] ?? ''}`)
  for (const row of await ask(
    'SELECT code, any_value(message) AS message FROM mart_findings WHERE publisher = $1 AND year = $2 GROUP BY code ORDER BY code',
  ))
    if (fault.expected.findings.includes(String(row['code'])))
      traces.push(`${String(row['code'])}：${String(row['message'])}`)
  if (fault.change.kind === 'use_edition')
    for (const row of await ask(
      'SELECT edition_t2, edition_t3 FROM mart_revisions WHERE publisher = $1 AND year = $2 AND current',
    ))
      if (row['edition_t2'] === fault.change.edition) traces.push(`表格版本：${fault.change.edition} 年格式`)
  if (fault.change.kind === 'blank_row')
    for (const row of await ask(
      "SELECT count(*) AS n FROM mart_figures WHERE publisher = $1 AND year = $2 AND state = 'blank'",
    ))
      if (Number(row['n']) > 0) traces.push(`空白 ${String(row['n'])} 格，未按零计`)
  for (const row of await ask(
    'SELECT cell, old_value, new_value FROM mart_changes WHERE publisher = $1 AND year = $2',
  ))
    if (row['cell'] === fault.expected.changed_cell)
      traces.push(`变化：${String(row['old_value'])} → ${String(row['new_value'])}，两个版本均有存档`)
  return traces
}

/** The story in lines of Chinese. */
export async function tellStory(reader: Reader, tour: Tour): Promise<string[]> {
  const states = await reader.query(
    'SELECT state, count(*) AS n FROM mart_coverage GROUP BY state ORDER BY n DESC',
  )
  const owed = await count(reader, 'SELECT count(*) AS n FROM mart_coverage')
  const numbers = await count(reader, "SELECT count(*) AS n FROM mart_figures WHERE state = 'number'")
  const kept = await reader.query('SELECT sum(kept) AS kept, sum(trivially_kept) AS trivial FROM mart_checks')
  const last = tour.changed.length - 1
  const lines = [
    '',
    `${county.name}（虚构）：应发布 ${owed} 份年度报告，${states.map((row) => `${stateWords[String(row['state'])] ?? String(row['state'])} ${String(row['n'])}`).join('，')}。`,
    `读出 ${numbers} 个数字，每个都能回到存档网页的单元格；勾稽成立 ${String(kept[0]?.['kept'])} 项，另有 ${String(kept[0]?.['trivial'])} 项各数均为零，不足为凭。`,
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
