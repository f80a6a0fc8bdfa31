/** What a single figure of a sentence counts, by the clause in which it stands. */
import type { Topic } from './report.ts'
import type { Amount } from './stated-amounts.ts'
import { trimName } from './stated-items.ts'
import { applicantCode, channelName, channelsIn, outcomeCode } from './stated-names.ts'
import { scopeAt, type ScopeMark } from './stated-scope.ts'
import { kindEnding, noKind } from './stated-topics-disclosed.ts'
import { wordings } from './stated-topics.ts'
import type { Wording } from './stated-wording.ts'

const filler =
  /(?:,(?=共|总|合计|累计)|:|总条数|条数|件数|次数|总数|总量|数量|数目|数额|总金额|金额|总额|总计|合计|共计|累计|共有|共|计|达到|达|为|了|有|是|的|分别|超|就|数|已|:)+$/
/** Words by which a sentence speaks of open government information. */
export const aboutOgi = /信息公开|依申请|公开申请|申请公开|公开政府信息|公开信息/

/** 制发公文186件，其中主动公开41件、依申请公开12件: documents by the attribute they were given, neither disclosures nor requests. */
const byAttribute = /^(?:其中)?(?:主动公开|依申请公开|不予公开|不公开)(?:类|的)?$/
const attributed = /(?:公文|发文|公开属性|制发文件|印发文件)[^。]{0,60}$/

/** A figure whose topic is known. */
export interface Head {
  topic: Topic
  name: string | null
  code: string | null
}

/** A sentence while its figures are being told apart. */
export interface Reading {
  words: string
  marks: ScopeMark[]
  heading: string
  headingMarks: ScopeMark[]
  year: number | null
  /** What each figure has been found to count. */
  known: Map<Amount, Head[]>
}

/** The clause before a figure, fillers taken off: what the wordings look at. */
function leadOf(words: string, at: number): { lead: string; each: boolean; clause: string } {
  const window = words.slice(Math.max(0, at - 70), at)
  const each = /各(?:为|有)?$/.test(window)
  const bare = window.replace(/各(?:为|有)?$/, '').replace(filler, '')
  // What a note in parentheses says belongs to the clause around it.
  const plain = bare.replace(/\([^()\d]{1,24}\)/g, (note) => '\ue000'.repeat(note.length))
  const cut = Math.max(...[...',;。!?()\n'].map((mark) => plain.lastIndexOf(mark)), plain.lastIndexOf(':'))
  const lead = plain
    .slice(cut + 1)
    .replace(/[“”"\ue000]/g, '')
    .slice(-60)
  return { lead, each, clause: words.slice(at - (window.length - cut - 1), at) }
}

const byUnit = new Map<string, readonly Wording[]>()

/** The wordings that count in a unit, in their order; units come from a closed list. */
function wordingsOf(unit: string): readonly Wording[] {
  const known = byUnit.get(unit)
  if (known !== undefined) return known
  const found = wordings.filter((wording) => wording.unit.test(unit))
  byUnit.set(unit, found)
  return found
}

/** What a figure counts, by the first wording that fits; nothing for a figure that no wording knows. */
export function headsOf(reading: Reading, amount: Amount): Head[] {
  const known = reading.known.get(amount)
  if (known !== undefined) return known
  const heads = findHeads(reading, amount)
  reading.known.set(amount, heads)
  return heads
}

function findHeads(reading: Reading, amount: Amount): Head[] {
  const { words, marks, heading, headingMarks } = reading
  const { lead, each, clause } = leadOf(words, amount.from)
  const tail = words.slice(amount.to, amount.to + 40)
  const scope = scopeAt(marks, amount.from, headingMarks)
  if (each) {
    if (/行政复议(?:案件)?[、和及与](?:行政)?诉讼(?:案件|案)?$/.test(lead))
      return [
        { topic: 'reconsideration.count', name: null, code: null },
        { topic: 'litigation.count', name: null, code: null },
      ]
    return []
  }
  if (byAttribute.test(lead.split('、').at(-1) ?? '') && attributed.test(words.slice(0, amount.from)))
    return []
  const around = clause + tail.slice(0, 6).replace(/[,;。、].*$/, '')
  for (const wording of wordingsOf(amount.unit)) {
    const { word } = wording
    if (word !== undefined && !lead.includes(word) && !tail.includes(word)) continue
    if (wording.scopes !== undefined && (scope === null || !wording.scopes.includes(scope))) continue
    if (wording.within !== undefined && !wording.within.test(words) && !wording.within.test(heading)) continue
    if (scope !== null && wording.apart?.includes(scope) === true) continue
    if (wording.ogi === true && !aboutOgi.test(words) && !aboutOgi.test(heading)) continue
    const match = wording.lead.exec(lead)
    const behind = wording.tail?.exec(tail)
    if (match === null || behind === null) continue
    if (wording.unless?.test(around) === true) continue
    const parts = { ...match.groups, ...behind?.groups }
    const head = refine(wording.topic, parts, lead, clause, reading, amount)
    if (head !== null) return [head]
  }
  return nextKind(reading, amount)
}

const followingKind = new RegExp(`(?<=[\\u4e00-\\u9fff])、([\\u4e00-\\u9fff“”]{0,14}${kindEnding})$`)

/** 公开财政信息4条、乡村振兴信息18条: what follows a kind behind an enumerating comma is the next kind. */
function nextKind({ words, known }: Reading, amount: Amount): Head[] {
  const name = followingKind.exec(words.slice(Math.max(0, amount.from - 24), amount.from))?.[1]
  if (name === undefined || noKind.test(name)) return []
  const end = amount.from - name.length - 1
  const before = [...known].find(([one]) => one.to === end && one.unit === amount.unit)?.[1] ?? []
  return before[0]?.topic === 'disclosed.item' ? [{ topic: 'disclosed.item', name, code: null }] : []
}

/** Kinds that are no kinds: all the information of an organ, or several kinds at once. */
const wholeKind =
  /(?:政府|政务)信息$|^(?:本|我|全)?(?:镇|乡|街道|苏木|县|区|市|局|办|单位)信息$|(?:政府|政务|各类|宣传)[^、]{0,4}信息、|、[^、]{0,4}信息$|等$/

/** Settles what a wording alone cannot: whole or channel, whole or kind, asked by whom or by which way. */
function refine(
  topic: Topic,
  parts: Readonly<Record<string, string | undefined>>,
  lead: string,
  clause: string,
  reading: Reading,
  amount: Amount,
): Head | null {
  const { words, year } = reading
  const name = parts['name'] ?? null
  const target = parts['target']
  if (target !== undefined) {
    const carried = year === null ? null : Number(target) - year
    return carried === 0 || carried === 1
      ? { topic: carried === 0 ? 'requests.carried_in' : topic, name: null, code: null }
      : null
  }
  if (topic === 'disclosed.item') {
    const kind = name === null ? '' : trimName(name.replace(/^(?:了|的|各类|相关|、)+/, ''))
    if (wholeKind.test(kind)) return refine('disclosed.total', {}, lead, clause, reading, amount)
    if (/微信|公众号/.test(kind)) return { topic: 'wechat.posts', name: null, code: null }
    return kind.length < 2 || noKind.test(kind) ? null : { topic, name: kind, code: null }
  }
  if (topic === 'disclosed.total') {
    const before = words.slice(Math.max(0, amount.from - 60), amount.from)
    const previous = /(?:通过|利用|依托|运用|借助)([^,;。:]{0,40}),[^,;。:]{0,36}$/.exec(before)?.[1]
    const own = clause.replace(/^.*\d[^\d]{0,3}、/s, '')
    const said = channelsIn(own).length > 0 ? own : (previous ?? '')
    const channels = channelsIn(said)
    const several =
      /(?:网站|微信|公众号|微博|平台|栏|屏|报|播)[^,;。]{0,6}(?:、|和|及|与|等)|等(?:网站|平台|渠道|媒体)/.test(
        said,
      )
    if (channels.length > 0 && !several)
      return { topic: 'disclosed.channel', name: channelName(said), code: null }
    return { topic, name: null, code: null }
  }
  if (topic === 'requests.received') {
    const asked = /(?:收到|接到|受理|接收|新收)(?:的)?([^\d,;。]{0,20})$/.exec(lead)?.[1] ?? ''
    const kinds = asked.match(/自然人|公民|个人|法人|企业|组织|群众/g) ?? []
    if (kinds.length === 1 && !/群众|公民|个人/.test(kinds[0] ?? '')) {
      const code = applicantCode(kinds[0] ?? '')
      return { topic: 'requests.by_applicant', name: kinds[0] ?? null, code }
    }
    const said = `${/(?:通过|经)[^,;。]{0,20}$/.exec(lead)?.[0] ?? ''}${asked}`
    const ways = said.match(/当面|现场|信函|邮寄|网络|网上|在线|互联网|传真|电子邮件|线上/g) ?? []
    if (ways.length === 1) return { topic: 'requests.by_channel', name: ways[0] ?? null, code: null }
    if (ways.length > 1 && !/等|、|和|及/.test(said)) return null
    return { topic, name: null, code: null }
  }
  const code =
    name === null
      ? null
      : topic === 'requests.outcome'
        ? outcomeCode(name)
        : topic === 'requests.by_applicant'
          ? applicantCode(name)
          : null
  return { topic, name, code }
}
