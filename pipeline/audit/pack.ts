/** A rule pack (rules/*.yaml of a workspace): its schema, and every fault of a file at once with its line. Pure. */
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml'
import { z } from 'zod'
import { monthDay, publisherSchema } from '../../crawlers/site.ts'
import { nearestKey } from '../known-keys.ts'
import { defaultLimits } from './policy.ts'
import { isReason, reasons, type ReasonCode } from './reasons.ts'
import { blanksOf } from './wording.ts'
import { wordings } from './wordings.ts'

const text = z.string().trim().min(1)
const limit = z.number().min(0).max(1_000_000)
const limits = z.strictObject(
  Object.fromEntries(Object.keys(defaultLimits).map((name) => [name, limit.optional()])),
)
const year = z.int().min(2008).max(2100)
const severity = z.enum(['E', 'W', 'I'])

/** Local sentences: only blanks that the sentence they replace has can be filled. */
const localWordings = z.strictObject(
  Object.fromEntries(
    Object.entries(wordings).map(([key, sentence]) => {
      const known = blanksOf(sentence)
      return [
        key,
        text
          .refine((local): boolean => blanksOf(local).every((blank) => known.includes(blank)), {
            error: ({ input }) => {
              const strange = blanksOf(String(input)).filter((blank) => !known.includes(blank))
              return `没有这些填空：${strange.join('、')}；可用 ${known.join('、') || '（无）'}`
            },
          })
          .optional(),
      ]
    }),
  ),
)

/** Schema of a pack whose codes must be among `codes`. */
export function packSchema(codes: readonly string[]) {
  const code = text.refine((name) => codes.includes(name), '没有这个代码；可用代码见 gouji audit --catalogue')
  return z.strictObject({
    title: text,
    /** The notice that the pack puts into rules. */
    source: text,
    /** County codes it is meant for; all where empty. */
    counties: z.array(z.string().regex(/^\d{6}$/, '县代码应为加引号的 6 位数字')).default([]),
    limits: limits.default({}),
    words: z
      .strictObject({
        typos: z.array(z.strictObject({ wrong: text.min(2), right: text })).default([]),
        sensitive: z.array(text.min(2)).default([]),
      })
      .prefault({}),
    severities: z.partialRecord(code, severity).default({}),
    wordings: localWordings.default({}),
    disabled: z.array(z.strictObject({ code, reason: text.min(4) })).default([]),
    exceptions: z
      .array(
        z.strictObject({
          publisher: z.string().regex(/^\d{12}$/, '单位代码应为加引号的 12 位数字'),
          year,
          code,
          reason: z.string().refine(isReason, `应为 ${Object.keys(reasons).join('、')} 之一`),
        }),
      )
      .default([]),
    deadlines: z
      .array(
        z.strictObject({
          kinds: z.array(publisherSchema.shape.kind).min(1).optional(),
          years: z.strictObject({ from: year.optional(), to: year.optional() }).optional(),
          day: monthDay,
          /** The notice that sets it; the pack's own where absent. */
          source: text.optional(),
        }),
      )
      .default([]),
    scoring: z
      .array(
        z.strictObject({
          title: text,
          full: z.number().positive().max(1000),
          items: z
            .array(
              z.strictObject({
                codes: z.array(code).min(1),
                points: z.number().positive().max(1000),
                per: z.enum(['report', 'finding']).default('report'),
              }),
            )
            .min(1),
        }),
      )
      .default([]),
  })
}

/** A pack as rules use it. */
export type RulePack = Omit<z.infer<ReturnType<typeof packSchema>>, 'exceptions'> & {
  exceptions: { publisher: string; year: number; code: string; reason: ReasonCode }[]
}

/** One fault of a pack. Lines count from 1. */
export interface PackFault {
  line: number
  message: string
}

/** The offset at which a path of keys and places stands, or the nearest one above it. */
function offsetOf(root: Node | null, path: readonly PropertyKey[]): number {
  let node: Node | null = root
  let offset = node?.range?.[0] ?? 0
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key)
      if (pair === undefined) break
      offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset
      node = isNode(pair.value) ? pair.value : null
    } else if (isSeq(node) && typeof key === 'number') {
      const item = node.items[key]
      node = isNode(item) ? item : null
      offset = node?.range?.[0] ?? offset
    } else break
  }
  return offset
}

/** Reads one pack: the pack, or every fault of the file. */
export function parsePack(
  source: string,
  codes: readonly string[],
): { pack: RulePack; faults: [] } | { pack: null; faults: PackFault[] } {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line)
  if (document.errors.length > 0)
    return {
      pack: null,
      faults: document.errors.map((error) => ({
        line: lineAt(error.pos[0]),
        message: `不是有效的 YAML：${error.message}`,
      })),
    }
  const parsed = packSchema(codes).safeParse(document.toJS() ?? {})
  if (parsed.success) {
    const exceptions = parsed.data.exceptions.flatMap(({ reason, ...rest }) =>
      isReason(reason) ? [{ ...rest, reason }] : [],
    )
    return { pack: { ...parsed.data, exceptions }, faults: [] }
  }
  const faults = parsed.error.issues.flatMap((issue): PackFault[] => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [null]
    return names.map((name) => ({
      line: lineAt(offsetOf(document.contents, name === null ? issue.path : [...issue.path, name])),
      message:
        name === null
          ? `${issue.path.join('.')}：${messageOf(issue)}`
          : `没有这个键：${[...issue.path, name].join('.')}${nearestKey(packSchema(codes), issue.path, name)}`,
    }))
  })
  return { pack: null, faults: faults.toSorted((a, b) => a.line - b.line) }
}

/** The innermost message: a wrong key of a record tells it one level down. */
function messageOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_key' ? issue.issues.map(({ message }) => message).join('；') : issue.message
}
