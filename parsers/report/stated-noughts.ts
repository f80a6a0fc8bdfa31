/** Wordings that state nought without a figure: 未收到申请, 无行政复议, 未收取信息处理费. */
import type { Topic } from './report.ts'
import type { Scope } from './stated-scope.ts'

/** A wording of none; `at` tells where in the sentence it stands. */
export interface Nought {
  topic: Topic
  unit: string
  at: number
}

interface Wording {
  /** A sentence without this word is not looked at. */
  word: string
  topics: readonly Topic[]
  unit?: string
  pattern: RegExp
  unless?: RegExp
  scopes?: readonly Scope[]
  ogi?: true
}

const none = '(?:未曾|尚未|暂未|均未|并未|从未|未|没有|暂无|均无|无|不存在)'
const happened = '(?:收到|接到|受理|接收|产生|发生|新收|出现|存在|有|被|因|涉及|引起|引发|提起|提出|申请|过)*'
const zero =
  '(?:均为|都为|为|是|有|数|数量|情况|办理|收到|受理|工作|共|:|均|案件|申请|件)*(?:0|零)(?:件|宗|起|例|次|份)?'
const notRequests =
  '复议|诉讼|补正|撤回|不予|超期|逾期|收费|延期|积压|咨询|结转|网络|网上|当面|信函|传真|邮件|提案'

const wordings: readonly Wording[] = [
  {
    word: '申请',
    topics: ['requests.received'],
    pattern: new RegExp(
      `${none}(?:人|群众)?(?:收到|接到|受理|接收|产生|发生|新收|出现|存在|有|过)*(?:(?!${notRequests})[^\\d;。!?\\n]){0,30}?(?:依申请公开|申请)`,
    ),
    unless: new RegExp(
      `(?:依申请公开|申请)[^,;。]{0,8}(?:引起|引发|复议|诉讼|收费|收取|费用|咨询|结转|延期|逾期)|因[^,;。]{0,20}申请|${none}[^,;。]{0,14}(?:行政)?(?:复议|诉讼)`,
    ),
    ogi: true,
  },
  {
    word: '申请',
    topics: ['requests.received'],
    pattern: new RegExp(
      `依申请公开(?:政府信息|信息|申请)?(?:的)?(?:办理)?(?:总数|件数)?(?:${zero}(?![\\d.])|(?:情况)?(?:为)?:?(?:零报告|无)(?=[,;。]|$))|零申请|申请(?:数量|数|量)?为零`,
    ),
    unless: /复议|诉讼[^,;。]{0,6}零/,
  },
  {
    word: '公开',
    topics: ['requests.received'],
    pattern: new RegExp(
      `${none}(?:收到|接到|受理|接收|接获|发生|有)+[^\\d;。!?\\n复诉]{0,20}(?:(?:要求|请求)公开(?:的)?(?:政府)?信息|依申请公开(?:的)?(?:诉求|请求|需求|事项))`,
    ),
    ogi: true,
  },
  {
    word: '结转',
    topics: ['requests.carried_in'],
    pattern: new RegExp(`${none}(?:存在|有)?(?:上年度?|上一年度?|去年)(?:的)?结转`),
  },
  {
    word: '转',
    topics: ['requests.carried_out'],
    pattern: new RegExp(`${none}(?:存在|有|申请)?(?:结转|转结)(?:至|到)?(?:下年度?|下一年度?|次年)`),
  },
  {
    word: '诉讼',
    topics: ['reconsideration.count', 'litigation.count'],
    pattern: new RegExp(
      `${none}${happened}[^\\d;。!?\\n]{0,40}?(?:行政)?复议(?:申请|案件|案|情况)?(?:、|,|和|及|与|或者?|以及|也未|未|也没有|亦未|没有|无|,无)*(?:被|提起|因|发生|引起|引发|政府信息公开|的|产生|收到|有|对|提出|信息公开|工作)*(?:行政)?诉讼`,
    ),
    unless: /败诉|纠错|纠正|未经(?:行政)?复议|复议后/,
  },
  {
    word: '诉讼',
    topics: ['reconsideration.count', 'litigation.count'],
    pattern: new RegExp(
      `复议(?:申请|案件|案)?[、,和及与或](?:被)?(?:提起)?(?:行政)?诉讼(?:案件|案|的|情况|数量)*(?:均为|都为|为|:|共|均)*(?:0件|0起|0宗|0次|0例|0(?!\\d)|零|无(?=[,;。]|$))`,
    ),
  },
  {
    word: '复议',
    topics: ['reconsideration.count'],
    pattern: new RegExp(
      `${none}${happened}[^\\d,;。!?\\n]{0,30}?(?:行政)?复议(?!前置)|行政复议(?:案件|申请)?为零`,
    ),
    unless: /败诉|纠错|纠正|未经(?:行政)?复议|复议后/,
  },
  {
    word: '诉讼',
    topics: ['litigation.count'],
    pattern: new RegExp(`${none}${happened}[^\\d,;。!?\\n复]{0,30}?行政诉讼|行政诉讼(?:案件)?为零`),
    unless: /败诉|纠错|纠正|复议后/,
  },
  {
    word: '规范性文件',
    topics: ['normative.issued'],
    pattern: new RegExp(
      `${none}(?:新)?(?:制发|制定|出台|印发|发布)(?:过|任何|规章、|规章和|[、和或]废止|、|和|新的|本级)*(?:行政)?规范性文件`,
    ),
  },
  {
    word: '废止',
    topics: ['normative.repealed'],
    pattern: new RegExp(
      `${none}(?:(?:新)?(?:制发|制定|出台|印发|发布)[、和或])?废止(?:过|任何|的)*(?:行政)?规范性文件`,
    ),
  },
  {
    word: '处理',
    topics: ['processing_fee.amount_yuan'],
    unit: '元',
    pattern: new RegExp(
      `(?:${none}|不)(?:因[^,;。]{0,16})?(?:向[^,;。]{0,14})?(?:收取|产生|发生|涉及|征收|收到|有|存在|收)(?:过|任何|政府|依申请|公开|信息|的|相关|和|检索|复制|邮寄|等|、|及|了)*(?:信息)?(?:公开)?处理费|处理费(?:用)?(?:收取|收费|情况|的|金额|:|为|共|均)*(?:0元|0万元|零(?=[,;。]|$)|无(?=[,;。]|$))|${none}收取信息处理|处理费(?:用)?(?:的)?(?:情况)?,?(?:也)?(?:未收取|没有收取|未产生|未发生)(?=[,;。]|$)`,
    ),
  },
  {
    word: '行政事业性',
    topics: ['fees.amount'],
    unit: '元',
    pattern: new RegExp(`${none}(?:收取|征收|产生|发生)(?:过|任何)*行政事业性(?:收费|费用)`),
  },
  {
    word: '行政许可',
    topics: ['licensing.decisions'],
    pattern: new RegExp(`${none}(?:作出|做出|实施|办理|开展|发生)(?:过|任何)*行政许可`),
  },
  {
    word: '行政处罚',
    topics: ['penalty.decisions'],
    pattern: new RegExp(`${none}(?:作出|做出|实施|办理|开展|发生)(?:过|任何|行政许可|、|和|及)*行政处罚`),
  },
  {
    word: '行政强制',
    topics: ['coercion.decisions'],
    pattern: new RegExp(
      `${none}(?:作出|做出|实施|办理|开展|发生)(?:过|任何|行政许可|行政处罚|、|和|及)*行政强制`,
    ),
  },
]
const hint = /[未无零0]|没有|不存在|不收/
/** Words that make a sentence a rule, a plan or another year's news instead of a count. */
const notNow =
  /如(?:果|有|若)|凡是|对于未|应当|不得|确保无|确保不|上年度?未|去年未|避免|防止|杜绝|的,(?:应|要|可)|规定/

/** Every wording of none in a sentence; each topic at most once. */
export function noughtsOf(sentence: string, aboutOgi: () => boolean): Nought[] {
  if (!hint.test(sentence)) return []
  const found = new Map<Topic, Nought>()
  for (const { word, topics, unit = '件', pattern, unless, ogi } of wordings) {
    if (!sentence.includes(word) || (ogi === true && !aboutOgi())) continue
    const match = pattern.exec(sentence)
    if (match === null) continue
    const clauseStart = Math.max(
      ...[',', ';', '。', ':'].map((mark) => sentence.lastIndexOf(mark, match.index - 1)),
    )
    const upTo = sentence.slice(clauseStart + 1, match.index + match[0].length)
    const next = sentence.slice(match.index + match[0].length, match.index + match[0].length + 20)
    const around = upTo + next.replace(/[,;。].*$/, '')
    if (unless?.test(around) === true || notNow.test(upTo)) continue
    for (const topic of topics) if (!found.has(topic)) found.set(topic, { topic, unit, at: match.index })
  }
  return [...found.values()]
}
