/** What the warehouse's users see of a database: plain values, a reader and a builder; the driver stays behind open.ts. */
import { z } from 'zod'
import type { StoredTable } from './columns.ts'

/** What a query answers in one column: days and times are ISO text (times in UTC), integers are numbers. */
export type Value = null | boolean | number | string | Value[] | { [name: string]: Value }
/** One row of an answer, a property a column. */
export type Row = Record<string, Value>
/** What may be bound to a parameter of a query. */
export type Bound = null | boolean | number | string
/** The values of a query's parameters, by place or by name. */
export type Values = readonly Bound[] | Readonly<Record<string, Bound>>
/** What may be stored in a column; text for days (2023-01-13) and UTC times, arrays for lists. */
export type Stored = Bound | readonly string[] | readonly number[]

/** Rings once after so many milliseconds, unless the answered function is called first. */
export type Timer = (milliseconds: number, ring: () => void) => () => void

/** A query was stopped because it ran longer than its reader allows. */
export class QueryTimeout extends Error {}

/** A hardened, read-only view of one published snapshot; each query runs on a connection of its own. */
export interface Reader {
  readonly path: string
  /** Runs one query with bound parameters: an array for `$1`, `$2` …, an object for `$name`. Throws QueryTimeout. */
  query(sql: string, values?: Values): Promise<Row[]>
  /** Refuses new queries, lets the running ones end, then closes the file. */
  close(): Promise<void>
}

/** Asks for rows of a shape that the caller names; throws where the answer has another. */
export async function askFor<T>(
  reader: Pick<Reader, 'query'>,
  row: z.ZodType<T>,
  sql: string,
  values?: Values,
): Promise<T[]> {
  return z.array(row).parse(await reader.query(sql, values))
}

export interface ReaderOptions {
  /** DuckDB size text, '512MB'. */
  memory_limit?: string
  threads?: number
  timeout_ms?: number
  timer?: Timer
}

/** A new database being filled; nobody else may open it until it is closed. */
export interface Builder {
  run(sql: string): Promise<void>
  query(sql: string): Promise<Row[]>
  /** Sets a variable that statements read as `getvariable('name')`. */
  bind(name: string, value: Bound): Promise<void>
  /** Appends the rows of one table in their order; its columns must be those of tables.sql. */
  append(table: StoredTable): Promise<void>
  /** Writes a table as a Parquet file, in the order of its rows. What zstd takes to begin is lost on short tables. */
  save(table: string, path: string, compression: 'zstd' | 'snappy'): Promise<void>
  /** Writes everything into the one file and closes it. */
  close(): Promise<void>
}
