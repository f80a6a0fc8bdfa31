/** Decisions as rows of a sheet that an auditor fills in, and back again. Pure. */
import { createHash } from 'node:crypto'
import { checkDecision, type DecisionEvent, type DecisionFault } from '../../warehouse/decisions.ts'

/** Columns of the sheet: what a machine calls them, and their headings. An auditor writes into the last ones. */
export const sheetColumns = [
  { name: 'report', label: '报告标识' },
  { name: 'name', label: '单位' },
  { name: 'year', label: '年度' },
  { name: 'code', label: '代码' },
  { name: 'check', label: '核对项' },
  { name: 'severity', label: '程度' },
  { name: 'message', label: '审计表述' },
  { name: 'operands', label: '原文摘要' },
  { name: 'kind', label: '审计结论' },
  { name: 'reason', label: '理由' },
  { name: 'cell', label: '更正指标' },
  { name: 'value', label: '更正数值' },
  { name: 'by', label: '审计人' },
  { name: 'at', label: '时间' },
  { name: 'id', label: '编号' },
  { name: 'undoes', label: '撤销编号' },
] as const

const kinds: ReadonlyMap<string, DecisionEvent['kind']> = new Map([
  ['确认', 'confirm'],
  ['排除', 'dismiss'],
  ['批注', 'comment'],
  ['更正', 'override'],
  ['撤销', 'undo'],
  ['confirm', 'confirm'],
  ['dismiss', 'dismiss'],
  ['comment', 'comment'],
  ['override', 'override'],
  ['undo', 'undo'],
])
const eventFields = [
  'report',
  'code',
  'check',
  'operands',
  'reason',
  'cell',
  'value',
  'by',
  'at',
  'id',
  'undoes',
] as const
const boundFields = new Set(['report', 'code', 'check', 'operands'])

/** What an import is told besides its file: who decided where the sheet does not say, and the time of importing (UTC ISO). */
export interface SheetDefaults {
  by: string | null
  at: string
}

/** Events to append with the line each came from, or every fault. */
export interface SheetReading {
  events: { event: DecisionEvent; line: number }[]
  faults: DecisionFault[]
}

/** A cell of a sheet as it was typed; the apostrophe that exports put before would-be formulas is taken off again. */
function typed(text: string): string {
  return text.trim().replace(/^'(?=[=+\-@＝＋－＠])/u, '')
}

/** An id that says what was decided, so that importing one sheet twice decides once. */
function idOf(candidate: Readonly<Record<string, unknown>>): string {
  const said = Object.entries(candidate).filter(([name]) => name !== 'at')
  return `s-${createHash('sha256')
    .update(JSON.stringify(said.toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex')
    .slice(0, 32)}`
}

/** A message with the headings of the sheet in place of the machine's names. */
function inHeadings(message: string): string {
  return message.replaceAll(
    /(^|；)(\w+)：/g,
    (_, before: string, name: string) =>
      `${before}${sheetColumns.find((column) => column.name === name)?.label ?? name}：`,
  )
}

/** Turns the rows of a sheet (headings first, Chinese or machine names) into events; rows without 审计结论 are not decided and left out. */
export function readSheet(rows: readonly (readonly string[])[], defaults: SheetDefaults): SheetReading {
  const [headings = [], ...body] = rows
  const names = headings.map(
    (heading) =>
      sheetColumns.find(({ name, label }) => [name, label].some((one) => one === heading.trim()))?.name,
  )
  if (!names.includes('kind'))
    return {
      events: [],
      faults: [
        { line: 1, message: '没有“审计结论”一列；请用 gouji review export --findings 导出的表格填写' },
      ],
    }
  const reading: SheetReading = { events: [], faults: [] }
  for (const [index, row] of body.entries()) {
    const line = index + 2
    const values = new Map(names.map((name, column) => [name, typed(row[column] ?? '')]))
    const word = values.get('kind') ?? ''
    if (word === '') continue
    const kind = kinds.get(word)
    if (kind === undefined) {
      reading.faults.push({ line, message: `审计结论“${word}”应为 确认、排除、批注、更正 或 撤销` })
      continue
    }
    const candidate: Record<string, unknown> = { kind }
    for (const name of eventFields) {
      const value = values.get(name) ?? ''
      const fits =
        name === 'undoes'
          ? kind === 'undo'
          : name === 'cell' || name === 'value'
            ? kind === 'override'
            : kind !== 'undo' || !boundFields.has(name)
      if (value !== '' && fits)
        candidate[name] = name === 'value' && /^[+-]?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value
    }
    if (defaults.by !== null) candidate['by'] ??= defaults.by
    candidate['id'] ??= idOf(candidate)
    candidate['at'] ??= defaults.at
    const { event, message } = checkDecision(candidate)
    if (event === null) reading.faults.push({ line, message: inHeadings(message) })
    else reading.events.push({ event, line })
  }
  return reading
}

/** Reads events that stand one a line as JSON. */
export function readEventLines(source: string): SheetReading {
  const reading: SheetReading = { events: [], faults: [] }
  for (const [index, text] of source
    .replace(/^\ufeff/, '')
    .split('\n')
    .entries()) {
    if (text.trim() === '') continue
    const line = index + 1
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch (error) {
      reading.faults.push({
        line,
        message: `不是 JSON：${error instanceof Error ? error.message : String(error)}`,
      })
      continue
    }
    const { event, message } = checkDecision(json)
    if (event === null) reading.faults.push({ line, message })
    else reading.events.push({ event, line })
  }
  return reading
}
