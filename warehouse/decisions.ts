/**
 * What auditors decide, as it is kept: one event a line, never altered and never removed. Pure; the file itself is opened by the hub.
 * A decision is bound to a report's identity, a check, and the SHA-256 of what the source said: read again it still holds, and it
 * expires by itself where the source says something else.
 */
import { z } from 'zod'

const text = z.string().trim().min(1, '不能为空')
const digest = z.string().regex(/^[0-9a-f]{64}$/, '应为 64 位十六进制摘要')

const told = {
  /** Unique for ever; importing an event that is known already changes nothing. */
  id: text.max(100),
  /** UTC ISO time of the decision. */
  at: z.iso.datetime({ message: '应为 UTC 时间，例如 2025-02-12T08:00:00Z' }),
  /** The person who decided, by name. */
  by: text.max(100),
}
const bound = {
  ...told,
  /** `<publisher>/<year>/<own|summary>`. */
  report: z.string().regex(/^[^/]+\/\d{4}\/(?:own|summary)$/, '应为 单位代码/年度/own 或 summary'),
  /** Code of the catalogue of findings, NUM-03. */
  code: text,
  /** The one comparison, ID-303:t3.granted. */
  check: text,
  /** SHA-256 of the raw text of everything that the check looked at. */
  operands: digest,
}

/** Schema of one event; unknown keys are faults. */
export const decisionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('confirm'), ...bound, reason: text.optional() }),
  z.strictObject({ kind: z.literal('dismiss'), ...bound, reason: text }),
  z.strictObject({ kind: z.literal('comment'), ...bound, reason: text }),
  /** The value that a cell should have in the auditor's judgement; shown beside the published one, never in its place. */
  z.strictObject({
    kind: z.literal('override'),
    ...bound,
    cell: text,
    value: z.number().finite(),
    reason: text,
  }),
  /** Takes an earlier event back. */
  z.strictObject({ kind: z.literal('undo'), ...told, undoes: text, reason: text.optional() }),
])

/** One event of the decisions file. */
export type DecisionEvent = z.infer<typeof decisionSchema>
/** An event that speaks of a check: every kind but `undo`. */
export type BoundDecision = Exclude<DecisionEvent, { kind: 'undo' }>

/** What is wrong with one line of a decisions file. Lines count from 1. */
export interface DecisionFault {
  line: number
  message: string
}

/** A decisions file as read: its events in order, its faults, and what a crash left of a last line. */
export interface DecisionReading {
  events: DecisionEvent[]
  faults: DecisionFault[]
  /** Text of a last line that was never finished; null where the file ends well. */
  torn: string | null
}

const chinese = z.locales.zhCN().localeError
/** Faults in Chinese; what is not there at all is said in fewer words. */
const explain: z.core.$ZodErrorMap = (issue) =>
  issue.input === undefined && issue.code === 'invalid_type' ? '缺少' : chinese(issue)

/** Checks one candidate event, however it came; the message names every key that is wrong. */
export function checkDecision(
  candidate: unknown,
): { event: DecisionEvent; message: null } | { event: null; message: string } {
  const parsed = decisionSchema.safeParse(candidate, { error: explain })
  if (parsed.success) return { event: parsed.data, message: null }
  const message = parsed.error.issues.map((issue) =>
    issue.path.length === 0 ? issue.message : `${issue.path.join('.')}：${issue.message}`,
  )
  return { event: null, message: message.join('；') }
}

/** What one event breaks in the company of those before it: its own id, or the event that it takes back; null where nothing. */
export function faultAmong(event: DecisionEvent, known: ReadonlyMap<string, DecisionEvent>): string | null {
  if (known.has(event.id)) return `id“${event.id}”已经用过`
  if (event.kind !== 'undo') return null
  const target = known.get(event.undoes)
  if (target === undefined) return `要撤销的“${event.undoes}”在此行之前不存在`
  return target.kind === 'undo' ? '不能撤销一次撤销：请重新作出决定' : null
}

function parseJson(line: string): { value: unknown; fault: string | null } {
  try {
    return { value: JSON.parse(line), fault: null }
  } catch (error) {
    return { value: null, fault: `不是 JSON：${error instanceof Error ? error.message : String(error)}` }
  }
}

/** Reads the text of a decisions file. A last line without its line end that is no JSON is what a crash left; any other bad line is a fault. */
export function parseDecisions(source: string): DecisionReading {
  const lines = source.split('\n')
  const faults: DecisionFault[] = []
  const known = new Map<string, DecisionEvent>()
  let torn: string | null = null
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue
    const json = parseJson(line)
    if (json.fault !== null && index === lines.length - 1) {
      torn = line
      continue
    }
    const checked = json.fault === null ? checkDecision(json.value) : { event: null, message: json.fault }
    const fault = checked.event === null ? checked.message : faultAmong(checked.event, known)
    if (fault !== null) faults.push({ line: index + 1, message: fault })
    if (checked.event !== null && !known.has(checked.event.id)) known.set(checked.event.id, checked.event)
  }
  return { events: [...known.values()], faults, torn }
}

/** An event as its line in the file, line end included. */
export function decisionLine(event: DecisionEvent): string {
  return `${JSON.stringify(event)}\n`
}
