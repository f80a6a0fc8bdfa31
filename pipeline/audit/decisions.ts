/** What stands of the auditors' decisions against the checks of today's reports. Pure. */
import type { BoundDecision, DecisionEvent } from '../../warehouse/decisions.ts'

/** A check as the newest revision of a report answers it; `operands` is the digest of what it looked at. */
export interface Checked {
  report: string
  code: string
  check: string
  operands: string
}

/**
 * `standing`: holds for what the source says today. `superseded`: the same person or another has decided again. `undone`: taken back.
 * `expired`: the source says something else now. `not_checked`: the report or the check is not part of these data.
 */
export type DecisionState = 'standing' | 'superseded' | 'undone' | 'expired' | 'not_checked'

/** One event and what became of it; an undo itself always stands. */
export interface DecidedEvent {
  event: DecisionEvent
  state: DecisionState
}

/** What holds for one check: at most one verdict, one value a cell, any number of comments. */
export interface Standing {
  verdict: Extract<BoundDecision, { kind: 'confirm' | 'dismiss' }> | null
  overrides: Extract<BoundDecision, { kind: 'override' }>[]
  comments: Extract<BoundDecision, { kind: 'comment' }>[]
}

export interface Applied {
  events: DecidedEvent[]
  /** By `decisionKey`. */
  standing: ReadonlyMap<string, Standing>
}

/** Names one check of one report, as decisions are bound to it. */
export function decisionKey({ report, code, check }: Pick<Checked, 'report' | 'code' | 'check'>): string {
  return JSON.stringify([report, code, check])
}

/** What replaces what: verdicts replace one another, values one another a cell, comments nothing. */
function slotOf(event: BoundDecision): string {
  const key = decisionKey(event)
  if (event.kind === 'comment') return JSON.stringify([key, 'comment', event.id])
  return event.kind === 'override'
    ? JSON.stringify([key, 'override', event.cell])
    : JSON.stringify([key, 'verdict'])
}

/** The ids that later events have taken back. */
function undoneIds(events: readonly DecisionEvent[]): Set<string> {
  return new Set(events.flatMap((event) => (event.kind === 'undo' ? [event.undoes] : [])))
}

/** Holds events, oldest first, against the checks of today. Nothing is thrown away: every event comes back with its state. */
export function applyDecisions(checks: readonly Checked[], events: readonly DecisionEvent[]): Applied {
  const today = new Map(checks.map((check) => [decisionKey(check), check.operands]))
  const undone = undoneIds(events)
  const last = new Map<string, string>()
  const stateOf = (event: BoundDecision): DecisionState => {
    if (undone.has(event.id)) return 'undone'
    const operands = today.get(decisionKey(event))
    if (operands === undefined) return 'not_checked'
    return operands === event.operands ? 'standing' : 'expired'
  }
  for (const event of events)
    if (event.kind !== 'undo' && stateOf(event) === 'standing') last.set(slotOf(event), event.id)
  const standing = new Map<string, Standing>()
  const decided = events.map((event): DecidedEvent => {
    if (event.kind === 'undo') return { event, state: 'standing' }
    const state = stateOf(event)
    if (state !== 'standing') return { event, state }
    if (last.get(slotOf(event)) !== event.id) return { event, state: 'superseded' }
    const here = standing.get(decisionKey(event)) ?? { verdict: null, overrides: [], comments: [] }
    standing.set(decisionKey(event), here)
    if (event.kind === 'override') here.overrides.push(event)
    else if (event.kind === 'comment') here.comments.push(event)
    else here.verdict = event
    return { event, state }
  })
  return { events: decided, standing }
}

/** How auditors have judged the findings of one code, counted by verdicts that nobody has taken back. */
export interface CheckRating {
  code: string
  verdicts: number
  dismissed: number
  /** True where the code is only information from now on. */
  demoted: boolean
}

/** A code is demoted above this share of dismissals, once there are enough verdicts to tell. */
export const demotion = { share: 0.2, verdicts: 20 } as const

/** Rates every code that has verdicts: the last one of each check and source text counts, expired ones too, for they were alarms as well. */
export function rateChecks(events: readonly DecisionEvent[]): CheckRating[] {
  const undone = undoneIds(events)
  const verdicts = new Map<string, { code: string; dismissed: boolean }>()
  for (const event of events)
    if ((event.kind === 'confirm' || event.kind === 'dismiss') && !undone.has(event.id))
      verdicts.set(JSON.stringify([decisionKey(event), event.operands]), {
        code: event.code,
        dismissed: event.kind === 'dismiss',
      })
  const ratings = new Map<string, CheckRating>()
  for (const { code, dismissed } of verdicts.values()) {
    const rating = ratings.get(code) ?? { code, verdicts: 0, dismissed: 0, demoted: false }
    rating.verdicts += 1
    if (dismissed) rating.dismissed += 1
    ratings.set(code, rating)
  }
  return [...ratings.values()]
    .map((rating) => ({
      ...rating,
      demoted: rating.verdicts >= demotion.verdicts && rating.dismissed > rating.verdicts * demotion.share,
    }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
}

/** What is said of a demoted code, Chinese; null where it is not demoted. */
export function demotionNote({ code, verdicts, dismissed, demoted }: CheckRating): string | null {
  if (!demoted) return null
  const percent = Math.round((dismissed / verdicts) * 100)
  return `${code}：审计人员的 ${verdicts} 个结论中排除 ${dismissed} 个（${percent}%），超过 ${demotion.share * 100}%，该项核对降为提示（I）。`
}
