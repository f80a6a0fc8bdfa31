/** A county as data: hosts, columns, publishers, deadlines. The shape of the YAML files in `sites/` and in a workspace. */
import { z } from 'zod'

const text = z.string().trim().min(1)
const webAddress = z.url({ protocol: /^https?$/ })
const divisionCode = z.string().regex(/^\d{6}(\d{6})?$/, '行政区划代码应为 6 位或 12 位数字')
const publisherCode = z.string().regex(/^\d{12}$/, '单位代码应为 12 位数字')
const year = z.int().min(2008).max(2100)
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, '日期应写作 2024-01-31')
  .refine((value) => !Number.isNaN(Date.parse(value)), '日期不存在')
/** A day of any year, 01-31. */
export const monthDay = z
  .string()
  .regex(/^\d{2}-\d{2}$/, '日期应写作 01-31')
  .refine((value) => !Number.isNaN(Date.parse(`2024-${value}`)), '日期不存在')
const yearSpan = z.strictObject({ from: year, to: year.optional() })

/** Article 49 names departments; townships and subdistricts are bound by the notices of their counties, which follow it. */
const ownDeadline = {
  day: '01-31',
  source: '《政府信息公开条例》第四十九条（乡镇、街道以县级通知为准）',
}
const summaryDeadline = { day: '03-31', source: '《政府信息公开条例》第四十九条' }
const deadline = z.strictObject({ day: monthDay, source: text })

/** What kind of body owes the report; peers are compared within one kind. */
const publisherKinds = ['township', 'subdistrict', 'department', 'office', 'government'] as const

/** Schema of one publisher. */
export const publisherSchema = z.strictObject({
  code: publisherCode,
  name: text,
  aliases: z.array(text).default([]),
  kind: z.enum(publisherKinds),
  /** How the site itself names the body in addresses: unit codes, credit codes, folders; an entry's `{name}` stands for one. */
  ids: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), text).default({}),
  /** Report years the body existed for; the site's own years where absent. */
  years: yearSpan.optional(),
})

/** Schema of one column to start from. */
export const entrySchema = z.strictObject({
  family: text,
  /** May hold `{year}`, and `{name}` for an id of the publishers: one column each. */
  url: webAddress,
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  /** Code of the one publisher whose column this is. */
  publisher: publisherCode.optional(),
  /** Levels of columns under this one to follow: those that are named after a year or a publisher. */
  depth: z.int().min(0).max(2).default(0),
  /** Articles must lie under one of these paths; the whole host where absent. */
  article_prefixes: z.array(z.string().startsWith('/')).optional(),
})

/** Schema of a site file; unknown keys are faults. */
export const siteSchema = z.strictObject({
  code: divisionCode,
  name: text,
  /** True once somebody has compared the file with the live site. */
  verified: z.boolean(),
  /** Where the facts of this file were taken from. */
  source: webAddress,
  schemes: z
    .array(z.enum(['http', 'https']))
    .min(1)
    .default(['http', 'https']),
  /** The crawler never leaves these; `host` or `host:port`. */
  hosts: z.array(text).min(1),
  entries: z.array(entrySchema).min(1),
  publishers: z.array(publisherSchema).min(1),
  years: yearSpan,
  deadlines: z
    .strictObject({ own: deadline.default(ownDeadline), summary: deadline.default(summaryDeadline) })
    .default({ own: ownDeadline, summary: summaryDeadline }),
  /** Reports that a whole year should bring. */
  expected_volume: z.int().positive().optional(),
  quirks: z.array(z.strictObject({ since: day, note: text })).default([]),
  /** Hosts whose TLS is accepted although it is old or its chain is broken; everywhere else a fault of TLS ends the request. */
  tls_exceptions: z
    .array(z.strictObject({ host: text, accept: z.enum(['old_protocol', 'broken_chain']), reason: text }))
    .default([]),
  /** A site may ask for more patience than the settings do, never for less. */
  manners: z.strictObject({ gap_ms: z.int().min(0).max(600_000).optional() }).default({}),
})

/** A county as the crawler knows it. */
export type Site = z.infer<typeof siteSchema>
/** One column to start from. */
export type Entry = z.infer<typeof entrySchema>
/** Whoever owes a report. */
export type Publisher = z.infer<typeof publisherSchema>

/** One fault of a site file, for the person who wrote it: where, what, and what to do. Lines count from 1. */
export interface SiteFault {
  file: string
  line: number
  message: string
  remedy: string
}
