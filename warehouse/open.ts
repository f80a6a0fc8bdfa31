/** Opens warehouse files. The one file that names the driver; everything it returns is plain JavaScript. */
import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import {
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTypeId,
} from '@duckdb/node-api'
import { z } from 'zod'
import type { StoredTable } from './columns.ts'
import type { Bound, Builder, Reader, ReaderOptions, Row, Stored, Timer, Value, Values } from './reader.ts'
import { QueryTimeout } from './reader.ts'
import { takeTurns } from './turns.ts'

export { QueryTimeout }
export type { Builder, Reader, Timer }

const dayMilliseconds = 86_400_000
/** Queries of one reader that run side by side; the others wait, and their time limit with them. */
const mostAtOnce = 3
const chunkRows = 2048
const integerBounds = new Map<DuckDBTypeId, number>([
  [DuckDBTypeId.UTINYINT, 0xff],
  [DuckDBTypeId.SMALLINT, 0x7fff],
  [DuckDBTypeId.INTEGER, 0x7fffffff],
  [DuckDBTypeId.BIGINT, Number.MAX_SAFE_INTEGER],
])

/**
 * Makes of stored values what the driver wants for a column of this type; the driver itself would wrap or cut in silence. Null where it
 * takes them as they are.
 */
function encoderFor(type: DuckDBType): ((value: Stored) => DuckDBValue) | null {
  const bound = integerBounds.get(type.typeId)
  if (bound !== undefined) {
    const isBig = type.typeId === DuckDBTypeId.BIGINT
    return (value) => {
      if (value === null) return null
      if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) > bound)
        throw new Error(`${JSON.stringify(value)} does not fit ${type.toString()}`)
      return isBig ? BigInt(value) : value
    }
  }
  if (type.typeId === DuckDBTypeId.LIST)
    return (value) => (typeof value === 'object' && value !== null ? new DuckDBListValue(value) : value)
  if (type.typeId === DuckDBTypeId.DATE || type.typeId === DuckDBTypeId.TIMESTAMP)
    return (value) => (value === null ? null : encodeTime(value, type))
  return null
}

/** Whether no value is a list. */
function arePlain(values: readonly Stored[]): values is (string | number | boolean | null)[] {
  return values.every((value) => typeof value !== 'object' || value === null)
}

/** Values of one column as the driver wants them. */
function encodeColumn(type: DuckDBType, values: readonly Stored[]): DuckDBValue[] {
  const encode = encoderFor(type)
  if (encode !== null) return values.map(encode)
  if (arePlain(values)) return values
  throw new Error(`a list does not fit ${type.toString()}`)
}

function encodeTime(value: Stored, type: DuckDBType): DuckDBValue {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  if (!Number.isFinite(time)) throw new Error(`${JSON.stringify(value)} is no day or time`)
  if (type.typeId === DuckDBTypeId.TIMESTAMP) return new DuckDBTimestampValue(BigInt(time) * 1000n)
  if (time % dayMilliseconds !== 0) throw new Error(`${JSON.stringify(value)} is no whole day`)
  return new DuckDBDateValue(time / dayMilliseconds)
}

/** A driver's value as plain JavaScript. Throws where a number would lose digits or the type has no plain form. */
function decode(value: DuckDBValue): Value {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value
  if (typeof value === 'bigint') {
    const number = Number(value)
    if (!Number.isSafeInteger(number))
      throw new Error(`${value} is too large for a number: cast it to text in the query`)
    return number
  }
  if (value instanceof DuckDBDateValue)
    return new Date(value.days * dayMilliseconds).toISOString().slice(0, 10)
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue)
    return new Date(Number(value.micros / 1000n)).toISOString()
  if (value instanceof DuckDBDecimalValue) return value.toDouble()
  if (value instanceof DuckDBListValue) return value.items.map(decode)
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([name, entry]) => [name, decode(entry)]))
  throw new Error(`${value.constructor.name} has no plain form: cast it to text in the query`)
}

function isPlaced(values: Values): values is readonly Bound[] {
  return Array.isArray(values)
}

async function readRows(connection: DuckDBConnection, sql: string, values: Values = []): Promise<Row[]> {
  const answer = await connection.runAndReadAll(sql, isPlaced(values) ? [...values] : { ...values })
  const names = answer.deduplicatedColumnNames()
  const columns = answer.getColumns()
  const rows = Array.from({ length: answer.currentRowCount }, (): Row => ({}))
  // Column by column: rows of one shape, made without an object for each step.
  for (const [at, name] of names.entries()) {
    let index = 0
    for (const value of columns[at] ?? []) {
      const row = rows[index]
      if (row !== undefined) row[name] = decode(value)
      index += 1
    }
  }
  return rows
}

const realTimer: Timer = (milliseconds, ring) => {
  const handle = setTimeout(ring, milliseconds)
  return () => clearTimeout(handle)
}

/** Version of the database engine, asked of the engine itself; throws where it cannot be loaded on this machine. */
export async function probeDriver(): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const [row] = await readRows(connection, 'SELECT version() AS version')
    return z.string().parse(row?.['version'])
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** Opens a published snapshot for queries only: no other file, no setting and no statement that writes is within reach. */
export async function openReadOnly(path: string, options: ReaderOptions = {}): Promise<Reader> {
  const { memory_limit = '1GB', threads = 2, timeout_ms = 10_000, timer = realTimer } = options
  const instance = await DuckDBInstance.create(path, {
    access_mode: 'READ_ONLY',
    enable_external_access: 'false',
    lock_configuration: 'true',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit,
    threads: String(threads),
  })
  const idle: DuckDBConnection[] = []
  const running = new Set<Promise<unknown>>()
  const inTurn = takeTurns(mostAtOnce)
  let closing: Promise<void> | null = null

  async function runTimed(sql: string, values?: Values): Promise<Row[]> {
    const connection = idle.pop() ?? (await instance.connect())
    let rung = false
    const cancel = timer(timeout_ms, () => {
      rung = true
      connection.interrupt()
    })
    try {
      return await readRows(connection, sql, values)
    } catch (error) {
      if (rung) throw new QueryTimeout(`warehouse: query stopped after ${timeout_ms} ms`, { cause: error })
      throw error
    } finally {
      cancel()
      idle.push(connection)
    }
  }

  async function closeAll(): Promise<void> {
    await Promise.allSettled(running)
    for (const connection of idle.splice(0)) connection.closeSync()
    instance.closeSync()
  }

  return {
    path,
    async query(sql, values) {
      if (closing !== null) throw new Error(`warehouse: ${path} is closed`)
      const query = inTurn(() => runTimed(sql, values))
      running.add(query)
      try {
        return await query
      } finally {
        running.delete(query)
      }
    },
    close: () => (closing ??= closeAll()),
  }
}

const columnLists = z.array(z.object({ table_name: z.string(), names: z.array(z.string()) }))

/** The names of each table's columns in the order of tables.sql. */
async function readColumns(connection: DuckDBConnection): Promise<Map<string, string[]>> {
  const rows = await readRows(
    connection,
    'SELECT table_name, list(column_name ORDER BY column_index) AS names FROM duckdb_columns() GROUP BY table_name',
  )
  return new Map(columnLists.parse(rows).map(({ table_name: table, names }) => [table, names]))
}

/** The columns of a table in their order. Throws unless tables.sql and columns.ts name the same. */
function orderColumns({ table, names }: StoredTable, ordered: readonly string[]): readonly string[] {
  if (ordered.length !== names.length || ordered.some((name) => !names.includes(name)))
    throw new Error(
      `warehouse: tables.sql and columns.ts differ on ${table}: ${ordered.join(', ')} against ${names.join(', ')}`,
    )
  return ordered
}

/** Creates a new database file for loading. Throws where the file cannot be made. */
export async function openForBuilding(
  path: string,
  { memory_limit = '2GB', threads }: { memory_limit?: string; threads?: number } = {},
): Promise<Builder> {
  const instance = await DuckDBInstance.create(path, {
    memory_limit,
    ...(threads === undefined ? {} : { threads: String(threads) }),
  })
  const connection = await instance.connect()
  let columns: Map<string, string[]> | null = null
  return {
    async run(sql) {
      await connection.run(sql)
    },
    query: (sql) => readRows(connection, sql),
    async bind(name, value) {
      await connection.run(`SET VARIABLE ${name} = $1`, [value])
    },
    async append(stored) {
      columns ??= await readColumns(connection)
      const names = orderColumns(stored, columns.get(stored.table) ?? [])
      if (stored.length === 0) return
      const appender = await connection.createAppender(stored.table)
      const types = names.map((_, index) => appender.columnType(index))
      for (let start = 0; start < stored.length; start += chunkRows) {
        const end = Math.min(start + chunkRows, stored.length)
        const chunk = DuckDBDataChunk.create(types, end - start)
        types.forEach((type, index) =>
          chunk.setColumnValues(index, encodeColumn(type, stored.values(names[index] ?? '', start, end))),
        )
        appender.appendDataChunk(chunk)
      }
      appender.closeSync()
    },
    async save(table, path, compression) {
      await connection.run(
        `COPY (FROM ${table}) TO '${path.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION ${compression})`,
      )
    },
    async close() {
      try {
        await connection.run('CHECKPOINT')
      } finally {
        connection.closeSync()
        instance.closeSync()
      }
    },
  }
}
