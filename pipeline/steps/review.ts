/** Step: take auditors' decisions out of a workspace and bring them in, whole or not at all. */
import { readFile } from 'node:fs/promises'
import { decode } from '../../parsers/page/decode.ts'
import { decisionLine } from '../../warehouse/decisions.ts'
import { z } from 'zod'
import { askFor, type Row } from '../../warehouse/reader.ts'
import { appendDecisions, decisionsPath, listFaults, readDecisions } from '../audit/decision-file.ts'
import { readEventLines, readSheet, sheetColumns, type SheetReading } from '../audit/decisions-sheet.ts'
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'
import { withPublished } from '../published.ts'
import { drawTable } from '../terminal-table.ts'
import { isAbsent } from '../workspace.ts'
import { decisionWords, printRows, type Format } from './audit.ts'

/** Prints the findings of the published snapshot as a sheet to fill in; what has been decided already stands in it. */
async function exportFindings(context: Context, format: Format): Promise<void> {
  await withPublished(context, async (reader) => {
    const rows = await reader.query(
      `SELECT report, name, year, code, "check", severity, message, operands, decision AS kind, decision_reason AS reason,
         NULL AS cell, NULL AS value, decided_by AS by, NULL AS at, NULL AS id, NULL AS undoes
       FROM mart_findings ORDER BY publisher, year, report, code, "check"`,
    )
    const shown = rows.map((row): Row => ({
      ...row,
      kind: decisionWords[z.string().nullable().parse(row['kind']) ?? ''] ?? null,
    }))
    printRows(context, format, sheetColumns, format === 'json' ? rows : shown, () => [])
  })
}

/** A flat object as a row: keys that an event does not have stay away. */
function rowOf(fields: Readonly<Record<string, string | number | undefined>>): Row {
  const row: Row = {}
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) row[name] = value
  return row
}

/** Prints decisions: events one a line as JSON, or a sheet; with `findings` the findings to decide on. */
export async function exportReview(context: Context, findings: boolean, format: Format): Promise<void> {
  if (findings) return exportFindings(context, format)
  const { workspace, effects } = context
  const events = await readDecisions(decisionsPath(workspace), effects)
  if (format === 'json') for (const event of events) effects.print(decisionLine(event).trimEnd())
  else
    printRows(
      context,
      format,
      sheetColumns,
      events.map((event) => rowOf({ ...event, kind: decisionWords[event.kind] ?? event.kind })),
      () => [],
    )
}

/** The cells of the first sheet of a CSV or XLSX file as text. */
async function sheetOf(bytes: Uint8Array): Promise<string[][]> {
  const { read, utils } = await import('@e965/xlsx')
  const isBook = bytes[0] === 0x50 && bytes[1] === 0x4b
  const book = isBook
    ? read(bytes, { type: 'array' })
    : read(decode(bytes, null).value.text.replace(/^\ufeff/, ''), { type: 'string', raw: true })
  const sheet = book.Sheets[book.SheetNames[0] ?? '']
  if (sheet === undefined) return []
  const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true, defval: '', blankrows: true })
  return rows.map((row) => row.map((value) => (typeof value === 'string' ? value : String(value))))
}

/** Brings decisions in from a file of events or a filled-in sheet: everything is checked first, and known events are left alone. */
export async function importReview(
  context: Context,
  file: string,
  by: string | null,
  dryRun = false,
): Promise<void> {
  const { workspace, effects } = context
  let bytes: Uint8Array
  try {
    bytes = await readFile(file)
  } catch (error) {
    if (!isAbsent(error)) throw error
    throw new Stop('usage', `没有文件 ${file}`)
  }
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart()
  const reading: SheetReading =
    text === '' || text.startsWith('{')
      ? readEventLines(text === '' ? '' : Buffer.from(bytes).toString('utf8'))
      : readSheet(await sheetOf(bytes), { by, at: effects.now().toISOString() })
  if (reading.faults.length > 0) throw new Stop('usage', listFaults(file, reading.faults))
  const fresh = await appendDecisions(
    decisionsPath(workspace),
    reading.events.map(({ event }) => event),
    effects,
    { path: file, lineOf: (index) => reading.events[index]?.line ?? 0 },
    !dryRun,
  )
  const known = reading.events.length - fresh.length
  effects.print(
    `${dryRun ? '将' : ''}导入 ${fresh.length} 条审计结论${known > 0 ? `，另有 ${known} 条此前已有` : ''}。${fresh.length > 0 ? '运行 gouji publish 后在看板与清单中生效。' : ''}`,
  )
}

const stateWords: Readonly<Record<string, string>> = {
  standing: '有效',
  superseded: '已被取代',
  undone: '已撤销',
  expired: '原文已变，失效',
  not_checked: '本期无此核对',
}

const stateShape = z.object({ event: z.string(), state: z.string() })

/** Prints every decision with what has become of it in the published snapshot. */
export async function listReview(context: Context): Promise<void> {
  const { workspace, effects } = context
  const events = await readDecisions(decisionsPath(workspace), effects)
  if (events.length === 0) {
    effects.print('还没有审计结论。')
    return
  }
  const states = await withPublished(context, async (reader) => {
    const rows = await askFor(reader, stateShape, 'SELECT event, state FROM mart_decisions')
    return new Map(rows.map(({ event, state }) => [event, state]))
  })
  const rows = events.map((event) => [
    event.at.slice(0, 16).replace('T', ' '),
    event.by,
    decisionWords[event.kind] ?? event.kind,
    event.kind === 'undo' ? event.undoes : event.report,
    event.kind === 'undo' ? '' : event.check,
    event.kind === 'undo' ? '' : (stateWords[states.get(event.id) ?? ''] ?? '尚未发布'),
    event.kind === 'override' ? `${event.cell} 应为 ${event.value}；${event.reason}` : (event.reason ?? ''),
  ])
  for (const line of drawTable(['时间（UTC）', '审计人', '结论', '报告', '核对项', '状态', '理由'], rows))
    effects.print(line)
}
