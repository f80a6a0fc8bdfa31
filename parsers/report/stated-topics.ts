/** What narrative figures are about: a row a wording. Patterns work on half-width text without white space, in linear time. */
import type { Topic } from './report.ts'
import { countWords, figure } from './stated-items.ts'

/** A wording that states a figure: groups `rough`, `number`, `more`, `unit`; without a number it states nought. */
export interface Wording {
  topic: Topic
  pattern: RegExp
  /** True where the wording itself says none (未收到 …). */
  none?: boolean
  /** A sentence that also says this is about something else. */
  unless?: RegExp
}

const amount = `(?<rough>近|约|超过|超|大约|将近)?(?<number>${figure})(?<more>余|多)?(?<unit>${countWords})(?<after>余|多)?`
const filler =
  '(?:各类|各种|各项|相关|本级|政府|政务|公共|信息|内容|总数|总量|数量|数|量|合计|共计|总计|累计|共|达到|达|为|了|有|:|,){0,8}'
const requests = '(?:政府信息|政务信息|信息)?(?:依申请)?(?:公开)?(?:政府信息)?(?:的)?'

export const wordings: readonly Wording[] = [
  {
    topic: 'disclosed.total',
    pattern: new RegExp(
      `(?:主动公开|主动发布|对外公开|累计公开|网上公开|公开发布|共公开|公开(?=各类|政府|政务|信息)|发布(?=各类|政府|政务|信息))${filler}${amount}`,
      'g',
    ),
    unless: /浏览|访问|点击|阅读|关注/,
  },
  {
    topic: 'requests.received',
    pattern: new RegExp(
      `(?:新收到|收到|接到|受理|接收|新收|收到和处理)(?:的)?[^\\d,;。咨询复议诉讼]{0,16}${requests}申请${filler}${amount}`,
      'g',
    ),
    unless: /咨询|行政复议申请/,
  },
  {
    topic: 'requests.received',
    pattern: new RegExp(
      `(?:新收到|收到|接到|受理|接收)[^\\d,;。]{0,6}${amount}[^\\d,;。咨询复议诉讼]{0,16}申请(?!行政复议|复议)`,
      'g',
    ),
    unless: /咨询|行政复议申请/,
  },
  {
    topic: 'requests.received',
    none: true,
    pattern:
      /(?:未|没有|无|尚未|暂未)(?:收到|接到|受理|接收|新收|产生|发生)[^\d,;。]{0,24}?申请(?!.{0,12}(?:行政复议|复议|诉讼))/g,
  },
  {
    topic: 'reconsideration.count',
    pattern: new RegExp(
      `行政复议(?![、和及或与](?:提起)?(?:行政)?诉讼)(?:案件|申请|案|情况|数|的){0,3}${filler}${amount}`,
      'g',
    ),
  },
  {
    topic: 'litigation.count',
    pattern: new RegExp(
      `(?:(?<!复议[、和及或与])行政诉讼|(?<=\\d[件起宗例次][,、;及和])(?:提起)?诉讼)(?:案件|申请|案|情况|数|的){0,3}${filler}${amount}`,
      'g',
    ),
  },
  {
    topic: 'reconsideration.count',
    none: true,
    pattern: /(?:未|没有|无|尚未|不存在)(?:发生|收到|产生|出现|有|因|被|存在)?[^\d。;]{0,30}?行政复议/g,
    unless: /行政复议[^。]{0,12}[1-9]/,
  },
  {
    topic: 'litigation.count',
    none: true,
    pattern: /(?:未|没有|无|尚未|不存在)(?:发生|收到|产生|出现|有|因|被|存在)?[^\d。;]{0,40}?行政诉讼/g,
    unless: /行政诉讼[^。]{0,12}[1-9]/,
  },
]
