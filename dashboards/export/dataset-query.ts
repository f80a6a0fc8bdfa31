/** The query behind a dataset; names come from our own list, values are always bound. Pure. */
import type { Filters } from '../filters.ts'
import type { Values } from '../view.ts'
import type { Dataset } from './datasets.ts'

/** Most rows that are written in one go from the server; more is for the command line. */
export const mostRows = 300_000

/** SQL that reads a dataset, restricted where it has the column, in the order of its key; one row too many tells that it is cut. */
export function datasetQuery(
  dataset: Dataset,
  { site, year, kind }: Filters,
): { sql: string; values: Values } {
  const asked = { site, year, kind }
  const columns = dataset.columns.map((column) => `"${column.name}"`).join(', ')
  const where = (['site', 'year', 'kind'] as const).flatMap((name) => {
    const column = dataset.filters[name]
    return column === null ? [] : [`($${name} IS NULL OR "${column}" = $${name})`]
  })
  const used = Object.fromEntries(
    (['site', 'year', 'kind'] as const).flatMap((name) =>
      dataset.filters[name] === null ? [] : [[name, asked[name]]],
    ),
  )
  const condition = where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`
  const order = dataset.key.map((name) => `"${name}"`).join(', ')
  return {
    sql: `SELECT ${columns} FROM ${dataset.mart}${condition} ORDER BY ${order} LIMIT ${mostRows + 1}`,
    values: used,
  }
}

/** SQL that reads a whole dataset without parameters, for packing. */
export function wholeQuery(dataset: Dataset): string {
  const columns = dataset.columns.map((column) => `"${column.name}"`).join(', ')
  return `SELECT ${columns} FROM ${dataset.mart} ORDER BY ${dataset.key.map((name) => `"${name}"`).join(', ')}`
}
