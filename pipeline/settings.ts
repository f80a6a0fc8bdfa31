/** config.yaml of a workspace: its schema, its defaults, and every fault at once with its line. */
import { z } from 'zod'
import { redisAddress } from './queue/redis-address.ts'
import { readDeadline } from './deadline.ts'
import { LineCounter, parseDocument, isMap, isNode, isScalar, type Node } from 'yaml'

const cidr = z.string().regex(/^[0-9a-fA-F.:]+\/\d{1,3}$/, '应写作网段，例如 127.0.0.0/8')
const hour = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, '应写作时刻，例如 "22:00"（要加引号）')

const deadline = z
  .string()
  .refine((text) => readDeadline(text) !== null, '应写作时长（90m、5h）或加引号的时刻（"06:00"）')

/** Schema of config.yaml; unknown keys are faults. */
export const settingsSchema = z.strictObject({
  crawl: z
    .strictObject({
      /** Name of the crawler as sites see it; the contact stands behind it. */
      user_agent: z.string().min(3).default('gouji/0.1'),
      /** Web address or mailbox under which a site can object; nothing is asked of any site without one. */
      contact: z
        .string()
        .regex(/^(?:https?:\/\/\S+\.\S+|(?:mailto:)?\S+@\S+\.\S+)$/, '应为邮箱或网址，例如 ogi@example.org')
        .optional(),
      /** With ±20 % of chance no two requests to one host are ever less than a second apart. */
      gap_ms: z.int().min(0).max(600_000).default(1250),
      /** Hours in which sites may be asked, by the clock of China; always where absent. */
      window: z.strictObject({ from: hour, to: hour }).optional(),
      /** Sites visited at the same time; each host still has one request at a time. */
      sites_at_once: z.int().min(1).max(200).default(20),
      /** Whether pages that are empty without scripts may be opened by a browser on this machine. */
      browser: z.boolean().default(true),
      max_bytes: z.int().min(1024).max(100_000_000).default(20_000_000),
      request_deadline_ms: z.int().min(100).max(600_000).default(60_000),
      page_bound: z.int().min(1).max(1000).default(50),
    })
    .prefault({}),
  network: z
    .strictObject({
      /** Networks that may be connected to although they are not public: for portals on the own machine only. */
      allow: z.array(cidr).default([]),
    })
    .prefault({}),
  /** Redis over which workers on many machines do the jobs of a night; in this process where absent. */
  queue: redisAddress.optional(),
  /** Deadlines of the crawl; `--deadline` stands above the first. Without any it takes as long as it takes. */
  night: z
    .strictObject({
      /** A length (90m, 5h) or an hour by the clock of China ("06:00"). */
      deadline: deadline.optional(),
      /** Longest time for one site, so that a slow one cannot take the others' night. */
      host_deadline: deadline.optional(),
    })
    .prefault({}),
  /** How the operator hears of a run. */
  notify: z
    .strictObject({
      /** Where the digest is sent when a run ends. */
      webhook: z
        .strictObject({
          url: z.url({ protocol: /^https?$/ }),
          /** What the receiver understands: our own JSON, 企业微信, 钉钉 or 飞书. */
          form: z.enum(['json', 'wecom', 'dingtalk', 'feishu']).default('json'),
          timeout_ms: z.int().min(100).max(120_000).default(10_000),
          attempts: z.int().min(1).max(10).default(3),
        })
        .optional(),
      /** Text file for Prometheus; <workspace>/metrics/gouji.prom where absent. */
      metrics_file: z.string().min(1).optional(),
    })
    .prefault({}),
  warehouse: z.strictObject({ keep: z.int().min(1).max(1000).default(5) }).prefault({}),
  /** What keeps the last good snapshot in place; `--accept` overrides it for one run. */
  gate: z
    .strictObject({
      /** Fewest numbers that a snapshot must hold; 0 is no limit. */
      min_facts: z.int().min(0).default(0),
      /** Most figures of the last good snapshot that may differ or be gone. */
      max_changed_percent: z.number().min(0).max(100).default(20),
    })
    .prefault({}),
})

/** Settings of one workspace, defaults filled in. */
export type Settings = z.infer<typeof settingsSchema>

/** One fault of config.yaml. Lines count from 1. */
export interface SettingsFault {
  line: number
  message: string
}

/** The offset at which a path of keys stands in the document, or the nearest one above it. */
function offsetOf(root: Node | null, path: readonly PropertyKey[]): number {
  let node: Node | null = root
  let offset = node?.range?.[0] ?? 0
  for (const key of path) {
    if (!isMap(node)) break
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key)
    if (pair === undefined) break
    offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset
    node = isNode(pair.value) ? pair.value : null
  }
  return offset
}

/** Reads config.yaml: the settings, or every fault of the file. An empty file is all defaults. */
export function parseSettings(
  text: string,
): { settings: Settings; faults: [] } | { settings: null; faults: SettingsFault[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0)
    return {
      settings: null,
      faults: document.errors.map((error) => ({
        line: lines.linePos(error.pos[0]).line,
        message: `不是有效的 YAML：${error.message}`,
      })),
    }
  const parsed = settingsSchema.safeParse(document.toJS() ?? {})
  if (parsed.success) return { settings: parsed.data, faults: [] }
  const faults = parsed.error.issues.map((issue) => {
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys : []
    const path = [...issue.path, ...unknown.slice(0, 1)]
    const message =
      unknown.length > 0
        ? `没有这个设置：${unknown.join('、')}；可用：${keysAt(issue.path).join('、')}`
        : `${issue.path.join('.')}：${issue.message}`
    return { line: lines.linePos(offsetOf(document.contents, path)).line, message }
  })
  return { settings: null, faults }
}

/** The keys that the schema knows at a path. */
function keysAt(path: readonly PropertyKey[]): string[] {
  const defaults: unknown = settingsSchema.parse({})
  let here = defaults
  for (const key of path)
    here = typeof here === 'object' && here !== null && key in here ? Reflect.get(here, key) : null
  return typeof here === 'object' && here !== null ? Object.keys(here) : []
}
