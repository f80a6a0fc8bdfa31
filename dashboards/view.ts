/** The contract of a view: one question, answered by SQL over marts and drawn as a page, with a JSON and a CSV twin. */
import type { html } from 'hono/html'
import type { z } from 'zod'
import type { LinkValues } from './filters.ts'
import type { Scope } from './scope.ts'

/** Escaped HTML as the `html` template makes it; nothing else may become part of a page. */
export type Html = ReturnType<typeof html>

/** Values that may be bound to a `$name` of a query. */
export type Value = string | number | boolean | null
/** Bound parameters by name, without the dollar sign. */
export type Values = Readonly<Record<string, Value>>
/** Runs one read-only query; rejects where it takes too long. */
export type Ask = (sql: string, values: Values) => Promise<readonly unknown[]>

/** What is known beside the warehouse: the record of runs, what each source answered last, the auditors' decisions. */
export type RecordName = 'runs' | 'sources' | 'decisions'
/** Reads records of one name; none where nothing keeps them. */
export type Recall = (name: RecordName) => Promise<readonly unknown[]>

/** A query over marts, with the schema that each of its rows must satisfy. */
export interface MartQuery<R> {
  sql: string
  values: Values
  row: z.ZodType<R>
}
/** All records of one name, with the schema that each must satisfy. */
export interface RecordQuery<R> {
  records: RecordName
  row: z.ZodType<R>
}
/** Where a view's rows come from. */
export type Query<R> = MartQuery<R> | RecordQuery<R>

/** The four parts of the menu. */
export type MenuGroup = 'whole' | 'check' | 'compare' | 'take'
/** Where a view stands in the menu. */
export interface MenuPlace {
  group: MenuGroup
  place: number
}

/** A column of the table and CSV twins: its name in the SQL, its Chinese label, and its unit if it has one. */
export interface Column {
  name: string
  label: string
  unit?: string
  /** Says a code of a closed list in Chinese, for the CSV twin; the JSON twin keeps the code. */
  say?: (code: string) => string
}

/** What a URL asked for: path parameters, and the query string. */
export interface Asked {
  path: Readonly<Record<string, string>>
  query: URLSearchParams
  /** True for the twins, which are never cut into pages. */
  whole: boolean
  /** Who may record decisions on this page; null where it is only read. */
  reviewer: string | null
}

/** Something in a URL that does not exist here, with what does. */
export interface Missing {
  what: string
  asked: string
  exists: readonly { label: string; href: string }[]
}

/** What a view shows: its own title, and the body, which twins leave undrawn. */
export interface Drawn {
  title: string
  body: () => Html
}

type Shape = Readonly<Record<string, object>>
/** The rows that a set of queries yields, by the query's name. */
export type Rows<S extends Shape> = { readonly [K in keyof S]: readonly S[K][] }
/** Queries by name; null where this page has nothing to ask. */
type Queries<S extends Shape> = { readonly [K in keyof S]: Query<S[K]> | null }

/** What a view's author writes; `rows` is the query whose rows make the twins. */
export interface ViewSpec<P, S extends Shape & { rows: object }, M extends Shape = S> {
  /** Address with `:name` parts, as Hono reads it. */
  path: string
  /** Null where the page is reached only by links. */
  menu: MenuPlace | null
  label: string
  title: string
  question: string
  columns: readonly Column[]
  /** Query strings that a static copy draws besides the plain address and the links on its pages. */
  variants?: (scope: Scope) => readonly LinkValues[]
  /** Reads the URL; a value that does not exist is answered by what does. */
  read: (asked: Asked, scope: Scope) => P | Missing
  queries: (parameters: P, scope: Scope) => Queries<S>
  /** Queries over marts about what the first ones found; the twins go without. */
  further?: (rows: Rows<S>) => Queries<M>
  /** Pure. May still answer Missing where only the rows can tell. */
  draw: (rows: Rows<S> & Rows<M>, parameters: P, scope: Scope) => Drawn | Missing
}

/** What rows are read from. */
export interface Sources {
  ask: Ask
  recall: Recall
}

/** A view's answer before it is put into a page: rows for the twins, and the drawing when it is wanted. */
export interface Answer {
  rows: readonly object[]
  draw: () => Drawn | Missing
}

/** A registered view; what its parameters and rows are is its own affair. */
export interface View {
  path: string
  menu: MenuPlace | null
  label: string
  title: string
  question: string
  columns: readonly Column[]
  variants: ((scope: Scope) => readonly LinkValues[]) | null
  answer: (asked: Asked, scope: Scope, sources: Sources) => Promise<Answer | Missing>
  /** True where the answer depends on the snapshot alone, not on the records kept beside it. */
  isSteady: (asked: Asked, scope: Scope) => boolean
}

/** Tells what does not exist from what was found. */
export function isMissing(found: object): found is Missing {
  return 'what' in found && 'asked' in found && 'exists' in found
}

/** Makes a view out of its specification: runs its queries, checks every row, and draws on demand. */
export function defineView<P extends object, S extends Shape & { rows: object }, M extends Shape = S>(
  spec: ViewSpec<P, S, M>,
): View {
  return {
    path: spec.path,
    menu: spec.menu,
    label: spec.label,
    title: spec.title,
    question: spec.question,
    columns: spec.columns,
    variants: spec.variants ?? null,
    isSteady: (asked, scope) => {
      const parameters = spec.read(asked, scope)
      return (
        isMissing(parameters) ||
        Object.values(spec.queries(parameters, scope)).every((one) => one === null || 'sql' in one)
      )
    },
    answer: async (asked, scope, sources) => {
      const parameters = spec.read(asked, scope)
      if (isMissing(parameters)) return parameters
      const rows = await runAll(spec.queries(parameters, scope), sources)
      const more = await runAll(spec.further?.(rows) ?? null, asked.whole ? null : sources)
      return { rows: rows.rows, draw: () => spec.draw({ ...rows, ...more }, parameters, scope) }
    },
  }
}

/** Runs one query and checks its rows against its schema; a row that fails it is a mistake of ours and throws. */
export async function run<R>(query: Query<R>, { ask, recall }: Sources): Promise<readonly R[]> {
  const rows = 'sql' in query ? await ask(query.sql, query.values) : await recall(query.records)
  return rows.map((row) => query.row.parse(row))
}

/** Runs queries side by side; without sources each yields no rows. */
async function runAll<S extends Shape>(
  queries: Queries<S> | null,
  sources: Sources | null,
): Promise<Rows<S>> {
  const pairs = await Promise.all(
    Object.entries<Query<object> | null>(queries ?? {}).map(
      async ([name, query]) =>
        [name, query === null || sources === null ? [] : await run(query, sources)] as const,
    ),
  )
  // Object.fromEntries forgets which rows belong to which name; both come from the same pair above.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(pairs) as Rows<S>
}
