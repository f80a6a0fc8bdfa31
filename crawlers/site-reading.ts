/** YAML text → Site, or every fault of it at once, each with its line. */
import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml'
import { z } from 'zod'
import type { CmsFamily } from './cms.ts'
import { nearest } from './nearest.ts'
import { checkSite, type SiteParts } from './site-checks.ts'
import { entrySchema, publisherSchema, siteSchema, type Site, type SiteFault } from './site.ts'

/** A site, or all that is wrong with its file; never both. */
export type SiteReading = { site: Site; faults: [] } | { site: null; faults: SiteFault[] }

type Path = readonly PropertyKey[]
const chinese = z.locales.zhCN().localeError

/** Line, from 1, of the value at a path; of the nearest part that exists where it is missing. */
function lineOf(document: Document, counter: LineCounter, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const part = path.slice(0, length)
    const node: unknown = length === 0 ? document.contents : document.getIn(part, true)
    if (isNode(node) && node.range) return counter.linePos(keyStart(document, part) ?? node.range[0]).line
  }
  return 1
}

/** Offset of the key that a path ends in: the line a person looks for. */
function keyStart(document: Document, path: Path): number | null {
  const key = path.at(-1)
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  if (!isMap(parent)) return null
  const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key)
  return pair !== undefined && isScalar(pair.key) && pair.key.range ? pair.key.range[0] : null
}

/** The keys that the schema knows where a path points. */
function knownKeys(path: Path): string[] {
  let schema: unknown = siteSchema
  for (const step of path) {
    schema = unwrapped(schema)
    if (schema instanceof z.ZodArray) schema = schema.element
    else if (schema instanceof z.ZodObject) schema = typeof step === 'string' ? schema.shape[step] : undefined
  }
  schema = unwrapped(schema)
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}

function unwrapped(schema: unknown): unknown {
  let inner = schema
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodOptional) inner = inner.unwrap()
  return inner
}

function shownPath(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '')
}

function remedyOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'invalid_type' && value === undefined) return '补上这一项'
  if (issue.code === 'invalid_type' && issue.expected === 'string' && typeof value === 'number')
    return `加上引号："${value}"`
  if (issue.code === 'invalid_value') return `可用：${issue.values.map(String).join('、')}`
  return '按说明改正'
}

/** The faults of one schema issue: unknown keys are one each. */
function faultsOf(
  issue: z.core.$ZodIssue,
  document: Document,
): { path: Path; message: string; remedy: string }[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(issue.path)
    return issue.keys.map((key) => {
      const near = nearest(key, known)
      return {
        path: [...issue.path, key],
        message: `未知的键“${key}”`,
        remedy: near === null ? `可用：${known.join('、')}` : `是否为“${near}”？`,
      }
    })
  }
  const value: unknown = issue.path.length === 0 ? undefined : document.getIn(issue.path)
  const where = shownPath(issue.path)
  const message =
    value === undefined && issue.code === 'invalid_type' ? `缺少“${where}”` : `“${where}”：${issue.message}`
  return [{ path: issue.path, message, remedy: remedyOf(issue, value) }]
}

/** The value, or null where it does not keep its part of the schema. */
function kept<T>(schema: z.ZodType<T>, value: unknown): T | null {
  const parsed = schema.safeParse(value)
  return parsed.success ? parsed.data : null
}

/** The sound parts of a document whose shape may be wrong elsewhere. */
function soundParts(value: unknown): SiteParts {
  const { shape } = siteSchema
  const loose = kept(z.record(z.string(), z.unknown()), value) ?? {}
  const list = (key: string): unknown[] => kept(z.array(z.unknown()), loose[key]) ?? []
  return {
    code: kept(shape.code, loose['code']),
    name: kept(shape.name, loose['name']),
    schemes: kept(shape.schemes, loose['schemes']),
    hosts: loose['hosts'] === undefined ? null : list('hosts').map((host) => kept(z.string(), host)),
    entries: list('entries').map((entry) => kept(entrySchema.strip(), entry)),
    publishers: list('publishers').map((publisher) => kept(publisherSchema.strip(), publisher)),
    years: kept(shape.years, loose['years']),
  }
}

/** Reads a site file. `families` are the CMS families that its entries may name. */
export function parseSite(yamlText: string, fileName: string, families: readonly CmsFamily[]): SiteReading {
  const counter = new LineCounter()
  const document = parseDocument(yamlText, { lineCounter: counter })
  const broken = document.errors.map((error) => ({
    file: fileName,
    line: error.linePos?.[0].line ?? 1,
    message: `YAML 写法有误：${error.message.split('\n')[0] ?? ''}`,
    remedy: '检查缩进、冒号与引号；同一层的键不可重复',
  }))
  if (broken.length > 0) return { site: null, faults: broken }
  const value: unknown = document.toJS()
  const parsed = siteSchema.safeParse(value, { error: chinese })
  const misshapen = parsed.success ? [] : parsed.error.issues.flatMap((issue) => faultsOf(issue, document))
  const sound = parsed.success ? parsed.data : soundParts(value)
  const faults = [...misshapen, ...checkSite(sound, families)].map((fault) => ({
    file: fileName,
    line: lineOf(document, counter, fault.path),
    message: fault.message,
    remedy: fault.remedy,
  }))
  if (!parsed.success || faults.length > 0)
    return { site: null, faults: faults.sort((a, b) => a.line - b.line) }
  return { site: parsed.data, faults: [] }
}
