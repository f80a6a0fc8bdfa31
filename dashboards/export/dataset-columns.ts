/** The columns of datasets, as their lists are written. Pure. */
import type { Column } from '../view.ts'

/** How a column's values are written: the types of Data Package and CSVW. */
export type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime' | 'array'

/** A column of a dataset. */
export interface DatasetColumn extends Column {
  type: ColumnType
}

/** A column as it is stored. */
export const of = (
  name: string,
  label: string,
  type: ColumnType = 'string',
  unit?: string,
): DatasetColumn => ({
  name,
  label,
  type,
  ...(unit === undefined ? {} : { unit }),
})
/** A column of codes; where people read it in a spreadsheet, in words. */
export const said = (name: string, label: string, say: (code: string) => string): DatasetColumn => ({
  ...of(name, label),
  say,
})

/** Whose report a row is about. */
export const whose: readonly DatasetColumn[] = [
  of('publisher', '单位代码'),
  of('name', '单位'),
  of('year', '报告年度', 'integer'),
]
