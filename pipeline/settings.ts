/** config.yaml of a workspace: its schema, its defaults, and every fault at once with its line. */
import { z } from 'zod'
import { redisAddress } from './queue/redis-address.ts'
import { readDeadline } from './deadline.ts'
import { nearestKey } from './known-keys.ts'
import { LineCounter, parseDocument, isMap, isNode, isScalar, type Node } from 'yaml'

const cidr = z.string().regex(/^[0-9a-fA-F.:]+\/\d{1,3}$/, '应写作网段，例如 127.0.0.0/8')
const hour = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, '应写作时刻，例如 "22:00"（要加引号）')

const deadline = z
  .string()
  .refine((text) => readDeadline(text) !== null, '应写作时长（90m、5h）或加引号的时刻（"06:00"）')

const longest = 600_000

/** Schema of config.yaml; unknown keys are faults. The descriptions are the reference that `gouji reference settings` prints. */
export const settingsSchema = z.strictObject({
  crawl: z
    .strictObject({
      user_agent: z.string().min(3).default('gouji/0.1').describe('采集者的名称，网站在日志里看到它'),
      contact: z
        .string()
        .regex(/^(?:https?:\/\/\S+\.\S+|(?:mailto:)?\S+@\S+\.\S+)$/, '应为邮箱或网址，例如 ogi@example.org')
        .optional()
        .describe('网站有意见时找谁：邮箱或网址；没有它不访问任何网站'),
      gap_ms: z
        .int()
        .min(0)
        .max(longest)
        .default(1250)
        .describe('对同一主机两次请求的间隔（毫秒），上下浮动两成；网站要求更长的，从其要求'),
      window: z
        .strictObject({ from: hour.describe('几点开始'), to: hour.describe('几点结束') })
        .optional()
        .describe('可以采集的时段（北京时间）；不写则不限'),
      sites_at_once: z.int().min(1).max(200).default(20).describe('同时采集几个站点；每个主机仍一次一个请求'),
      browser: z.boolean().default(true).describe('靠脚本显示的页面是否用本机的浏览器打开'),
      max_bytes: z.int().min(1024).max(100_000_000).default(20_000_000).describe('一个页面最多多少字节'),
      request_deadline_ms: z.int().min(100).max(longest).default(60_000).describe('一次请求最长多少毫秒'),
      page_bound: z.int().min(1).max(1000).default(50).describe('一个栏目最多翻多少页'),
    })
    .prefault({})
    .describe('采集'),
  network: z
    .strictObject({
      allow: z
        .array(cidr)
        .default([])
        .describe('公网地址以外还允许连接的网段，只用于本机或内网的网站；记入运行记录'),
    })
    .prefault({})
    .describe('网络'),
  queue: redisAddress
    .optional()
    .describe('Redis 的地址：由各台机器上的 gouji worker 完成；不写则在本进程完成'),
  night: z
    .strictObject({
      deadline: deadline.optional().describe('最迟何时停止采集：时长（5h）或北京时间（"06:00"）'),
      host_deadline: deadline.optional().describe('一个站点最长多久，慢的不拖累别的'),
    })
    .prefault({})
    .describe('一夜的时限；没采完的下一夜接着做'),
  notify: z
    .strictObject({
      webhook: z
        .strictObject({
          url: z.url({ protocol: /^https?$/ }).describe('晨报发往的网址'),
          form: z
            .enum(['json', 'wecom', 'dingtalk', 'feishu'])
            .default('json')
            .describe('对方认得的格式：json，或企业微信、钉钉、飞书的群机器人'),
          timeout_ms: z.int().min(100).max(120_000).default(10_000).describe('等对方多少毫秒'),
          attempts: z.int().min(1).max(10).default(3).describe('最多发几次'),
        })
        .optional()
        .describe('运行结束时把晨报发出去；不写则不发'),
      metrics_file: z
        .string()
        .min(1)
        .optional()
        .describe('Prometheus 指标文件的位置；不写则为 <工作区>/metrics/gouji.prom'),
    })
    .prefault({})
    .describe('通知'),
  warehouse: z
    .strictObject({ keep: z.int().min(1).max(1000).default(5).describe('保留最近几版数据') })
    .prefault({})
    .describe('数据集'),
  gate: z
    .strictObject({
      min_facts: z.int().min(0).default(0).describe('数据集至少要有多少个数值；0 为不限'),
      max_changed_percent: z
        .number()
        .min(0)
        .max(100)
        .default(20)
        .describe('上一版的指标最多有百分之几可以不同或消失'),
    })
    .prefault({})
    .describe('发布前的检查；通不过就保留上一版，--accept 可放行一次'),
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
  const parsed = settingsSchema.safeParse(document.toJS() ?? {}, { error: z.locales.zhCN().localeError })
  if (parsed.success) return { settings: parsed.data, faults: [] }
  const faults = parsed.error.issues.flatMap((issue): SettingsFault[] => {
    const lineAt = (path: readonly PropertyKey[]): number =>
      lines.linePos(offsetOf(document.contents, path)).line
    if (issue.code !== 'unrecognized_keys')
      return [{ line: lineAt(issue.path), message: `${issue.path.join('.')}：${issue.message}` }]
    return issue.keys.map((key) => ({
      line: lineAt([...issue.path, key]),
      message: `没有这个设置：${key}${nearestKey(settingsSchema, issue.path, key)}`,
    }))
  })
  faults.sort((one, other) => one.line - other.line)
  return { settings: null, faults }
}
