/** The tables of every edition as squares that can be spoilt: text, spans, and whose figure a square holds. */
import { annexLines } from '../../parsers/codebook/annex-form.ts'
import type { CellId } from '../../parsers/codebook/codebook.ts'
import { units, type Edition } from '../../parsers/codebook/form.ts'
import { formGrids } from '../../pipeline/demo/form-grid.ts'
import type { Figure } from './form-figures.ts'

/** One cell of a table to be written; `cell` is null for labels. */
export interface Square {
  text: string
  cell: CellId | null
  colspan: number
  rowspan: number
}

/** One HTML table to be written. A statistics table may be in several of them. */
export interface Sheet {
  table: 0 | 2 | 3 | 4
  rows: Square[][]
}

export const square = (text: string, colspan = 1, rowspan = 1): Square => ({
  text,
  cell: null,
  colspan,
  rowspan,
})

const indents = ['', '', '　　', '　　　']

function annexSheet(figures: ReadonlyMap<CellId, Figure>): Sheet {
  const rows = annexLines.map(({ code, level, label, unit }) => [
    square(`${indents[level] ?? ''}${label}`),
    square(unit === null ? '——' : units[unit].label),
    code === null
      ? square('')
      : { ...square(figures.get(`t0.${code}`)?.text ?? ''), cell: `t0.${code}` as const },
  ])
  return { table: 0, rows: [[square('统计指标'), square('单位'), square('统计数')], ...rows] }
}

/** The tables of an edition as the form prints them, filled in. */
export function formSheets(edition: Edition, figures: ReadonlyMap<CellId, Figure>): Sheet[] {
  if (edition === '2014') return [annexSheet(figures)]
  return formGrids(edition).map(({ table, rows }) => ({
    table,
    rows: rows.map((row) =>
      row.map(({ label, cell, colspan, rowspan }) => ({
        text: cell === null ? (label ?? '') : (figures.get(cell)?.text ?? ''),
        cell,
        colspan,
        rowspan,
      })),
    ),
  }))
}
