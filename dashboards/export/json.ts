/** The JSON twin of a view. Pure. */
import type { Column } from '../view.ts'

/** Which snapshot an answer was drawn from; null where the server does not know. */
export interface About {
  data_as_of: string
  run: string
  hash: string
}

/** Writes rows with the meaning of each column and the snapshot they were taken from; absent is null. */
export function writeJson(
  view: { title: string; question: string; columns: readonly Column[] },
  rows: readonly object[],
  about: About | null,
): string {
  const picked = rows.map((row) => {
    const values = new Map<string, unknown>(Object.entries(row))
    return Object.fromEntries(view.columns.map((column) => [column.name, values.get(column.name) ?? null]))
  })
  return JSON.stringify({
    title: view.title,
    question: view.question,
    about,
    columns: view.columns,
    rows: picked,
  })
}
