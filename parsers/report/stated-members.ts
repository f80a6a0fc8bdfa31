/** Which members a list may have, whose they are, and what they are called in the codebook. */
import type { ListKind, Stated, StatedItem, Topic } from './report.ts'
import type { Amount } from './stated-amounts.ts'
import { headsOf, type Head, type Reading } from './stated-heads.ts'
import { memberOf } from './stated-names.ts'

const family = (topic: Topic): 'requests' | 'reviews' | 'disclosed' | null =>
  topic.startsWith('requests.')
    ? 'requests'
    : topic === 'reconsideration.count' || topic === 'litigation.count'
      ? 'reviews'
      : topic.startsWith('disclosed.')
        ? 'disclosed'
        : null

/** Kinds of information that may well be members of a disclosure list though they have topics of their own. */
const kindsOfInformation = new Set<Topic>([
  'disclosed.total',
  'disclosed.item',
  'disclosed.channel',
  'interpretations',
  'wechat.posts',
  'weibo.posts',
  'normative.issued',
  'normative.in_force',
  'licensing.decisions',
  'penalty.decisions',
  'coercion.decisions',
  'motions',
  'responses',
])
const wholes = new Set<Topic>([
  'requests.received',
  'requests.closed',
  'requests.carried_in',
  'requests.carried_out',
])

/** What comes in by telephone and letter: a hotline's cases are counted by what they are about. */
const services = new Set<Topic>(['hotline.cases', 'complaints', 'consultations'])

/** True where a would-be member of a list is in truth the next statement. */
export function endsList(reading: Reading, of: Topic, amount: Amount, name: string): boolean {
  const kin = family(of)
  if (kin === 'disclosed') {
    if (/^(?:人次|人|场|通|单|批次)$/.test(amount.unit)) return true
    const [head] = headsOf(reading, amount)
    if (head?.topic === 'disclosed.total') return /(?:累计|共计|总计)$/.test(name)
    if (
      /^全文电子化|浏览|访问|点击|阅读量|粉丝|关注(?:人|用户)|培训|会议|检查|申请$|上年|去年|同比|增加|减少/.test(
        name,
      )
    )
      return true
    return head !== undefined && !kindsOfInformation.has(head.topic)
  }
  const [head] = headsOf(reading, amount)
  if (kin === 'requests')
    return (
      /^(?:已|均|都|全部|按|依法|及时|仍|正在|尚|剩余|结转|转结)/.test(name) ||
      (head !== undefined && (wholes.has(head.topic) || family(head.topic) !== 'requests')) ||
      !/^(?:件次|件|宗|例|起|次|份|个|条|项|人次|单)$/.test(amount.unit)
    )
  return head !== undefined && head.topic !== of && !(services.has(of) && services.has(head.topic))
}

/** Names the members of a list by the codebook where it knows them, and tells what the list breaks down by. */
export function nameMembers(items: StatedItem[], topic: Topic): ListKind | null {
  const kinds = new Set<ListKind>()
  for (const item of items) {
    const { kind, code } = memberOf(item.name, family(topic))
    kinds.add(kind)
    if (code !== null) item.code = code
    if (item.items !== undefined) nameMembers(item.items, topic)
  }
  const [only] = kinds
  return kinds.size === 1 ? (only ?? null) : null
}

/**
 * Whose members a list counts: the figure's right before it, or that of an earlier one (收到12件，上年结转1件，其中自然人12件).
 * Null where members exceed the figure and no earlier one fits: then they belong to nobody.
 */
export function ownerOf<T extends Pick<Stated, 'topic' | 'value' | 'items'>>(
  items: StatedItem[],
  head: Head,
  whole: Amount,
  found: readonly T[],
): T | 'own' | null {
  const sum = items.reduce((total, { value }) => total + value, 0)
  const earlier = found.filter(({ topic }) => family(topic) !== null && family(topic) === family(head.topic))
  if (sum === whole.value || earlier.length === 0) return 'own'
  const fitting = earlier.filter((other) => other.items.length === 0 && other.value === sum)
  if (fitting.length > 0) return fitting.length === 1 ? (fitting[0] ?? null) : null
  return items.some(({ value }) => value > whole.value) ? null : 'own'
}
