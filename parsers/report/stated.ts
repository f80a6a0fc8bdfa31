/** Narrative figures: each with its topic, its list, its sentence and the sentence's place in the page. */
import { placeOfText, type Article } from './article.ts'
import type { ListKind, Stated, StatedItem, Topic } from './report.ts'
import { amountsOf, type Amount } from './stated-amounts.ts'
import { readItems, trimName } from './stated-items.ts'
import { channelName, channelsIn, memberOf, outcomeCode, applicantCode } from './stated-names.ts'
import { noughtsOf } from './stated-noughts.ts'
import { scopeAt, scopesOf, type ScopeMark } from './stated-scope.ts'
import { sentencesOf } from './stated-sentences.ts'
import { noKind, wordings } from './stated-topics.ts'

const filler =
  /(?:,(?=共|总|合计|累计)|:|总条数|条数|件数|次数|总数|总量|数量|数目|数额|总金额|金额|总额|总计|合计|共计|累计|共有|共|计|达到|达|为|了|有|是|的|分别|超|就|数|已|:)+$/
const aboutOgi = /信息公开|依申请|公开申请|公开政府信息|公开信息/
const worthReading = /\d|[一二两三四五六七八九十百千万](?:余|多)?[条件篇份宗次场期人]|[未无零]|没有|不存在/

/** A figure whose topic is known. */
interface Head {
  topic: Topic
  name: string | null
  code: string | null
}

interface Reading {
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
  const cut = Math.max(...[...',;。!?()\n'].map((mark) => bare.lastIndexOf(mark)), bare.lastIndexOf(':'))
  const lead = bare
    .slice(cut + 1)
    .replace(/[“”"]/g, '')
    .slice(-60)
  return { lead, each, clause: words.slice(at - (window.length - cut - 1), at) }
}

/** What a figure counts, by the first wording that fits; nothing for a figure that no wording knows. */
function headsOf(reading: Reading, amount: Amount): Head[] {
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
  const around = clause + tail.slice(0, 6).replace(/[,;。、].*$/, '')
  for (const wording of wordings) {
    const { word } = wording
    if (!wording.unit.test(amount.unit)) continue
    if (word !== undefined && !lead.includes(word) && !tail.includes(word)) continue
    if (wording.scopes !== undefined && (scope === null || !wording.scopes.includes(scope))) continue
    if (wording.ogi === true && !aboutOgi.test(words) && !aboutOgi.test(heading)) continue
    const match = wording.lead.exec(lead)
    const behind = wording.tail?.exec(tail)
    if (match === null || behind === null) continue
    if (wording.unless?.test(around) === true) continue
    const parts = { ...match.groups, ...behind?.groups }
    const head = refine(wording.topic, parts, lead, clause, reading, amount)
    if (head !== null) return [head]
  }
  return []
}

/** Settles what a wording alone cannot: whole or channel, whole or kind, asked by whom or by which way. */
function refine(
  topic: Topic,
  parts: Readonly<Record<string, string | undefined>>,
  lead: string,
  clause: string,
  { words, year }: Reading,
  amount: Amount,
): Head | null {
  const name = parts['name'] ?? null
  const target = parts['target']
  if (target !== undefined) {
    const carried = year === null ? null : Number(target) - year
    return carried === 0 || carried === 1
      ? { topic: carried === 0 ? 'requests.carried_in' : topic, name: null, code: null }
      : null
  }
  if (topic === 'disclosed.item') {
    const kind = name === null ? '' : trimName(name.replace(/^(?:了|的|各类|相关)+/, ''))
    if (/微信|公众号/.test(kind)) return { topic: 'wechat.posts', name: null, code: null }
    return kind.length < 2 || noKind.test(kind) ? null : { topic, name: kind, code: null }
  }
  if (topic === 'disclosed.total') {
    const before = words.slice(Math.max(0, amount.from - 60), amount.from)
    const previous = /(?:通过|利用|依托|运用|借助)([^,;。:]{0,40}),[^,;。:]{0,20}$/.exec(before)?.[1]
    const said = channelsIn(clause).length > 0 ? clause : (previous ?? '')
    const channels = channelsIn(said)
    const several = /(?:网站|微信|公众号|微博|平台|栏|屏|报|播)[^,;。]{0,6}(?:、|和|及|与|等)/.test(said)
    if (channels.length > 0 && !several)
      return { topic: 'disclosed.channel', name: channelName(said), code: null }
    return { topic, name: null, code: null }
  }
  if (topic === 'requests.received') {
    const asked = /(?:收到|接到|受理|接收|新收)(?:的)?([^\d,;。]{0,20})$/.exec(lead)?.[1] ?? ''
    const kinds = asked.match(/自然人|公民|个人|法人|企业|组织|群众/g) ?? []
    if (kinds.length === 1 && kinds[0] !== '群众') {
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

/** True where a would-be member of a list is in truth the next statement. */
function endsList(reading: Reading, of: Topic, amount: Amount, name: string): boolean {
  const kin = family(of)
  if (kin === 'disclosed') {
    if (/^(?:人次|人|场|通|单|批次)$/.test(amount.unit)) return true
    const [head] = headsOf(reading, amount)
    if (head?.topic === 'disclosed.total') return /(?:累计|共计|总计)$/.test(name)
    if (/浏览|访问|点击|阅读量|粉丝|关注(?:人|用户)|培训|会议|检查|申请$|上年|去年|同比|增加|减少/.test(name))
      return true
    return head !== undefined && !kindsOfInformation.has(head.topic)
  }
  const [head] = headsOf(reading, amount)
  if (kin === 'requests')
    return (
      (head !== undefined && (wholes.has(head.topic) || family(head.topic) !== 'requests')) ||
      !/^(?:件次|件|宗|例|起|次|份|个|条|项|人次|单)$/.test(amount.unit)
    )
  return head !== undefined && head.topic !== of
}

/** Names the members of a list by the codebook where it knows them, and tells what the list breaks down by. */
function nameMembers(items: StatedItem[], topic: Topic): ListKind | null {
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

const yuan: Readonly<Record<string, number>> = { 元: 1, 千元: 1e3, 万元: 1e4, 亿元: 1e8 }

/** Processing fees in 元, all else as printed. */
function sizeOf(topic: Topic, amount: Amount): { value: number; unit: string } {
  const factor = yuan[amount.unit]
  return topic === 'processing_fee.amount_yuan' && factor !== undefined
    ? { value: Number((amount.value * factor).toPrecision(15)), unit: '元' }
    : { value: amount.value, unit: amount.unit }
}

/**
 * Whose members a list counts: the figure's right before it, or that of an earlier one (收到12件，上年结转1件，其中自然人12件).
 * Null where members exceed the figure and no earlier one fits: then they belong to nobody.
 */
function ownerOf(items: StatedItem[], head: Head, whole: Amount, found: Found[]): Found | 'own' | null {
  const sum = items.reduce((total, { value }) => total + value, 0)
  const earlier = found.filter(({ topic }) => family(topic) !== null && family(topic) === family(head.topic))
  if (sum === whole.value || earlier.length === 0) return 'own'
  const fitting = earlier.filter((other) => other.items.length === 0 && other.value === sum)
  if (fitting.length > 0) return fitting.length === 1 ? (fitting[0] ?? null) : null
  return items.some(({ value }) => value > whole.value) ? null : 'own'
}

type Found = Omit<Stated, 'sentence' | 'start' | 'end'> & { at: number }

/** All figures of one sentence (half-width, no white space), under its sub-heading, in the report of `year` where that is known. */
export function readSentence(words: string, heading: string, year: number | null): Found[] {
  if (!worthReading.test(words)) return []
  const amounts = amountsOf(words)
  const reading: Reading = {
    words,
    heading,
    marks: amounts.length === 0 ? [] : scopesOf(words),
    headingMarks: amounts.length === 0 ? [] : scopesOf(heading),
    year,
    known: new Map(),
  }
  const found: Found[] = []
  let taken = 0
  for (const amount of amounts) {
    if (amount.from < taken) continue
    const heads = headsOf(reading, amount)
    const [head] = heads
    if (head === undefined) continue
    const source = {
      words,
      amounts,
      endsList: (next: Amount, name: string) => endsList(reading, head.topic, next, name),
    }
    const read = heads.length === 1 ? readItems(source, afterFigure(words, amount), amount) : null
    const owner = read === null ? null : ownerOf(read.items, head, amount, found)
    if (read !== null && owner !== null) taken = read.to
    const list = owner === 'own' ? read : null
    const items = list?.items ?? []
    const by = nameMembers(items, head.topic)
    if (read !== null && owner !== null && owner !== 'own') {
      owner.items = read.items
      owner.by = nameMembers(read.items, owner.topic)
      owner.exhaustive = read.exhaustive
    }
    for (const one of heads)
      found.push({
        ...one,
        ...sizeOf(one.topic, amount),
        approx: amount.approx,
        items,
        by,
        exhaustive: list?.exhaustive ?? false,
        at: amount.from,
      })
  }
  for (const { topic, unit, at } of noughtsOf(words, () => aboutOgi.test(words) || aboutOgi.test(heading)))
    if (!found.some((known) => known.topic === topic))
      found.push({
        topic,
        name: null,
        code: null,
        value: 0,
        unit,
        approx: false,
        items: [],
        by: null,
        exhaustive: false,
        at,
      })
  return found.sort((a, b) => a.at - b.at)
}

/** Where a list may begin: behind the figure and the noun it counts (收到3件申请，其中…). */
function afterFigure(words: string, amount: Amount): number {
  const noun = /^(?:(?:政府|政务|公开|信息|申请|依|各类|的)+)(?=[,;:(。])/.exec(
    words.slice(amount.to, amount.to + 24),
  )
  return amount.to + (noun?.[0].length ?? 0)
}

/** Lines as clauses; a figure alone on its line belongs to the words before it. */
function onOneLine(words: string): string {
  if (!words.includes('\n')) return words
  let text = ''
  let last = ''
  for (const line of words.split('\n')) {
    const goesOn = last !== '' && !/\d/.test(last) && /^\d/.test(line)
    text += text === '' || goesOn ? line : `;${line}`
    last = line
  }
  return text
}

/** Reads all figures of the closed grammar between two places of the article. */
export function readStated(
  article: Article,
  source: string,
  from: number,
  to: number,
  year: number | null,
): Stated[] {
  const found: Stated[] = []
  for (const sentence of sentencesOf(article, source, from, to)) {
    const words = article.text.slice(sentence.from, sentence.to)
    const figures = readSentence(onOneLine(words), sentence.heading, year)
    if (figures.length === 0) continue
    const place = placeOfText(article, source, sentence.from, sentence.to)
    const printed = article.original.slice(sentence.from, sentence.to).replaceAll('\n', '')
    for (const { at: _, ...figure } of figures) found.push({ ...figure, sentence: printed, ...place })
  }
  return found
}
