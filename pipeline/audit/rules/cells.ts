/** What stands in the cells: numbers, or which kind of nothing. */
import { cellOf, type CellId } from '../../../parsers/codebook/codebook.ts'
import { applicants, requestRows, units } from '../../../parsers/codebook/form.ts'
import { isEmpty, type Panel } from '../panel.ts'
import { cellsIn, overTables } from '../printed-tables.ts'
import type { Rule } from '../rule.ts'
import { reportRule } from '../shapes/report.ts'
import { broken, kept, notApplicable, uncertain, type Judgement } from '../verdicts.ts'
import { say } from '../wording.ts'
import { nameOfCell } from '../words.ts'

/** Why a cell's content is no figure of its unit; null where it is one, or nothing. */
function faultOf(panel: Panel, cell: CellId): string | null {
  const figure = panel.get(cell)
  if (figure === undefined) return null
  const { decimal, signed } = units[cellOf(cell).unit]
  if (figure.state === 'non_numeric') return '不是数值'
  if (figure.value === null) return null
  if (figure.value < 0 && !signed) return '为负数'
  return Number.isInteger(figure.value) || decimal ? null : '不是整数'
}

/** True where one cell of the page stands for several of the form: numbers glued together say nothing of any of them. */
function isShared(panel: Panel, cell: CellId, cells: readonly CellId[]): boolean {
  const start = panel.get(cell)?.place?.start
  return (
    start !== undefined && cells.some((other) => other !== cell && panel.get(other)?.place?.start === start)
  )
}

const rows = requestRows.map(({ code }) => code)
const parts = applicants.map(({ code }) => code).filter((code) => code !== 'total')

export const rules: readonly Rule[] = [
  reportRule({
    code: 'NUM-08',
    severity: 'W',
    title: '单元格为有效数值',
    basis: '统计表填报数值；件数为非负整数（ID-304）',
    judge: (subject) => {
      if (subject.problems.some(({ code }) => code === 'page_truncated')) return notApplicable('页面不完整')
      return overTables(subject, ({ table, cells }) => {
        const faults = cells.flatMap((cell): Judgement[] => {
          const fault = faultOf(subject.panel, cell)
          if (fault === null) return []
          const raw = subject.panel.get(cell)?.raw ?? ''
          const blanks = { cell: nameOfCell(cell), raw: raw.slice(0, 40), fault }
          const value = subject.panel.get(cell)?.value ?? null
          const said = isShared(subject.panel, cell, cells)
            ? uncertain(say('NUM-08.shared', blanks), null, value)
            : broken(say('NUM-08', blanks), null, value)
          return [{ ...said, of: cell, cells: [cell] }]
        })
        return faults.length > 0 ? faults : { ...kept(), of: table }
      })
    },
    examples: [
      { name: '都是整数', editions: { t3: '2021' }, expect: { check: 'NUM-08:t3', verdict: 'kept' } },
      {
        name: '写了文字',
        editions: { t3: '2021' },
        cells: { 't3.granted.total': 'non_numeric' },
        raws: { 't3.granted.total': '约3件左右' },
        expect: { check: 'NUM-08:t3.granted.total', verdict: 'broken' },
      },
      {
        name: '负数',
        editions: { t4: '2021' },
        cells: { 't4.reconsideration.upheld': -1 },
        expect: { check: 'NUM-08:t4.reconsideration.upheld', verdict: 'broken' },
      },
      {
        name: '本年增/减可以为负，金额可以有小数',
        editions: { t2: '2019' },
        cells: { 't2.licensing.items_change': -8, 't2.central_procurement.amount_yuan': 0.5 },
        expect: { check: 'NUM-08:t2', verdict: 'kept' },
      },
      {
        name: '两格的内容粘在一起',
        editions: { t3: '2021' },
        cells: { 't3.granted.total': 'non_numeric', 't3.granted_partial.total': 'non_numeric' },
        raws: { 't3.granted.total': '3 0', 't3.granted_partial.total': '3 0' },
        together: ['t3.granted.total', 't3.granted_partial.total'],
        expect: { check: 'NUM-08:t3.granted.total', verdict: 'uncertain' },
      },
      {
        name: '页面断开',
        editions: { t3: '2021' },
        problems: [{ code: 'page_truncated', detail: '' }],
        expect: { check: 'NUM-08', verdict: 'not_applicable' },
      },
    ],
  }),
  reportRule({
    code: 'NUM-09',
    severity: 'I',
    title: '没有数值的单元格填“0”',
    basis: '统一格式填报要求',
    judge: (subject) =>
      overTables(subject, ({ table, name, cells }): Judgement => {
        const blank = cells.filter((cell) => subject.panel.get(cell)?.state === 'blank')
        if (blank.length === 0) return { ...kept(), of: table }
        if (blank.length === cells.length) return { ...notApplicable('整表为空，另见 NUM-12'), of: table }
        return {
          ...broken(say('NUM-09', { table: name, count: blank.length }), 0, blank.length),
          of: table,
          cells: blank,
        }
      }),
    examples: [
      { name: '全部填满', editions: { t3: '2021' }, expect: { check: 'NUM-09:t3', verdict: 'kept' } },
      {
        name: '有一格空白',
        editions: { t3: '2021' },
        cells: { 't3.granted.total': 'blank' },
        expect: { check: 'NUM-09:t3', verdict: 'broken' },
      },
      {
        name: '整表为空',
        editions: { t4: '2021' },
        cells: Object.fromEntries(cellsIn(4, '2021').map((cell) => [cell, 'blank'])),
        expect: { check: 'NUM-09:t4', verdict: 'not_applicable' },
      },
    ],
  }),
  reportRule({
    code: 'NUM-10',
    severity: 'W',
    title: '第三部分“总计”列与明细一并填报',
    basis: '统一格式第三部分“总计”列',
    judge: ({ report, panel }) => {
      if (report.editions.t3 === null) return null
      const value = (cell: CellId): number | null => panel.get(cell)?.value ?? null
      const totals = rows.map((row): CellId => `t3.${row}.total`).filter((cell) => panel.has(cell))
      const unread = totals.some((cell) => value(cell) === null && !isEmpty(panel.get(cell)))
      const details = rows.some((row) => parts.some((part) => (value(`t3.${row}.${part}`) ?? 0) > 0))
      if (!details || unread) return notApplicable(unread ? '总计列未能读取' : '明细均为零或未填')
      return totals.some((cell) => (value(cell) ?? 0) > 0)
        ? kept()
        : { ...broken(say('NUM-10', {})), cells: totals }
    },
    examples: [
      {
        name: '总计与明细都有',
        editions: { t3: '2021' },
        cells: { 't3.granted.natural_person': 2, 't3.granted.total': 2 },
        expect: { check: 'NUM-10', verdict: 'kept' },
      },
      {
        name: '只有明细',
        editions: { t3: '2021' },
        cells: { 't3.granted.natural_person': 2 },
        expect: { check: 'NUM-10', verdict: 'broken' },
      },
      { name: '全为零', editions: { t3: '2021' }, expect: { check: 'NUM-10', verdict: 'not_applicable' } },
    ],
  }),
  reportRule({
    code: 'NUM-12',
    severity: 'W',
    title: '表格不是全部为空',
    basis: '没有发生的事项填“0”',
    judge: (subject) =>
      overTables(subject, ({ table, name, cells }): Judgement => {
        const all = cells.every((cell) => isEmpty(subject.panel.get(cell)))
        return {
          ...(all ? broken(say('NUM-12', { table: name })) : kept()),
          of: table,
          cells: all ? cells : [],
        }
      }),
    examples: [
      { name: '填了零', editions: { t4: '2021' }, expect: { check: 'NUM-12:t4', verdict: 'kept' } },
      {
        name: '一格也没填',
        editions: { t4: '2021' },
        cells: Object.fromEntries(cellsIn(4, '2021').map((cell) => [cell, 'blank'])),
        expect: { check: 'NUM-12:t4', verdict: 'broken' },
      },
    ],
  }),
]
