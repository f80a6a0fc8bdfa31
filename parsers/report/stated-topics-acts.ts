/** Wordings about what an organ did: reviews it underwent, documents it issued, decisions it took, fees it collected. */
import { paper, type Wording } from './stated-wording.ts'

const suit = /^(?:件|宗|例|起|次|项|个)$/
const decision = /^(?:件次|件|宗|例|起|次)$/
const money = /^(?:元|千元|万元|亿元)$/
const of = '(?:的|案件|申请|案|情况|事项|办件|工单|数)*'

/** Reconsiderations, lawsuits, normative documents, rules, licences, penalties, coercion and fees. */
export const actWordings: readonly Wording[] = [
  {
    topic: 'reconsideration.count',
    word: '复议',
    lead: new RegExp(`(?<![、和及与或]|不服)行政复议${of}$`),
    unit: suit,
    unless: /纠错率|维持率|(?:办理|受理|审理|审结)行政复议|上年|去年|增加|减少|应诉/,
  },
  {
    topic: 'reconsideration.count',
    word: '复议',
    lead: new RegExp(`(?<!行政|[、和与或]|(?<!涉)及)复议${of}$`),
    unit: suit,
    scopes: ['reviews'],
    ogi: true,
    unless: /办理|审理|上年|去年|经复议|复议后/,
  },
  {
    topic: 'litigation.count',
    word: '诉讼',
    lead: new RegExp(`(?<!复议(?:案件|申请)?[、和及与或](?:被)?(?:提起)?)(?:行政)?诉讼${of}$`),
    unit: suit,
    unless: /应诉|出庭|民事|未经复议|复议后|上年|去年|增加|减少|败诉/,
  },
  {
    topic: 'reconsideration.count',
    word: '复议',
    lead: /(?:发生|收到|被申请|引起|产生|引发|涉及)$/,
    tail: /^(?:的)?(?:因?政府信息公开(?:工作)?(?:引起|引发)?(?:的)?)?行政复议(?!、|和|及|与)/,
    unit: suit,
  },
  {
    topic: 'litigation.count',
    word: '诉讼',
    lead: /(?:发生|收到|被提起|引起|产生|引发|涉及|^|[,、和及])$/,
    tail: /^(?:的)?(?:因?政府信息公开(?:工作)?(?:引起|引发)?(?:的)?)?行政诉讼/,
    unit: suit,
  },
  {
    topic: 'normative.issued',
    lead: /(?:制发|制定|出台|印发|新增|制作|发文|起草)(?:并?(?:公开|发布|印发|公布))?了?(?:政府|本级|各类|的)*(?:行政)?规范性文件(?:的)?$|(?:行政)?规范性文件(?:本年)?(?:新)?(?:制发|制定|出台|印发|制作)(?:件|的)?$/,
    unit: paper,
    unless: /规章和|规章、|上年|去年|党内/,
  },
  {
    topic: 'normative.issued',
    lead: /(?:本年)?(?:新)?(?:制发|制定|出台|印发)(?:并公开|并发布)?(?:件)?$/,
    unit: paper,
    scopes: ['normative'],
    unless: /计划|方案|制度|上年|去年/,
  },
  {
    topic: 'normative.repealed',
    lead: /(?<!拟|建议|计划)(?:废止|宣布废止|宣布失效|废止失效|失效)(?:了|和宣布失效|或失效)?(?:行政)?(?:规范性文件)?(?:件|的)?$/,
    unit: paper,
    scopes: ['normative'],
    unless: /规章(?!制度)/,
  },
  {
    topic: 'normative.in_force',
    lead: /(?:现行有效|继续有效|目前有效|现有有效|现有|保留)(?:的)?(?:行政)?(?:规范性文件)?(?:件|的)?$/,
    unit: paper,
    scopes: ['normative'],
    unless: /规章(?!制度)/,
  },
  {
    topic: 'normative.in_force',
    lead: /(?:现行有效|继续有效|目前有效|现有|保留)(?:的)?$/,
    tail: /^(?:行政)?规范性文件/,
    unit: paper,
  },
  {
    topic: 'normative.issued',
    lead: /(?:制发|制定|出台|印发|新增)(?:并?(?:公开|发布|公布))?(?:了)?$/,
    tail: /^(?:行政)?规范性文件/,
    unit: paper,
    unless: /上年|去年|党内/,
  },
  {
    topic: 'normative.repealed',
    lead: /(?<!拟|建议|计划)(?:废止|宣布失效)(?:了)?$/,
    tail: /^(?:行政)?规范性文件/,
    unit: paper,
  },
  {
    topic: 'rules.issued',
    lead: /(?:制发|制定|出台|颁布)(?:政府)?规章$|^(?:政府)?规章(?:本年)?(?:制发|制定|出台)(?:件)?$/,
    unit: paper,
  },
  { topic: 'rules.repealed', lead: /废止(?:政府)?(?:规章)?(?:件)?$/, unit: paper, scopes: ['rules'] },
  {
    topic: 'rules.in_force',
    lead: /现行有效(?:的)?(?:政府)?(?:规章)?(?:件)?$/,
    unit: paper,
    scopes: ['rules'],
  },
  {
    topic: 'licensing.decisions',
    word: '许可',
    lead: /(?:行政许可|(?<=行政处罚[^,;。]{0,20})许可)(?:类)?(?:处理)?(?:决定|案件|办件|业务|服务|审批)*$/,
    unit: decision,
    unless: /公开|公示|公布|发布|目录|清单|权限|上年|去年|信息|名(?:单|录)/,
  },
  {
    topic: 'penalty.decisions',
    word: '处罚',
    lead: /行政处罚(?:类)?(?:处理)?(?:决定(?:书)?|案件|案)*$/,
    unit: decision,
    unless: /公开|公示|公布|发布|目录|清单|权限|上年|去年|信息|事项/,
  },
  {
    topic: 'coercion.decisions',
    word: '强制',
    lead: /行政强制(?:类)?(?:措施|执行|处理|决定|案件|[、和])*$/,
    unit: decision,
    unless: /公开|公示|公布|发布|目录|清单|权限|上年|去年|信息|事项/,
  },
  {
    topic: 'processing_fee.amount_yuan',
    word: '处理费',
    lead: /(?:信息(?:公开)?处理费|信息公开(?:的)?处理费|信息处理费用|信息公开处理费用|处理费)(?:用|的)?(?:收取|收入)?$|(?:收取|收缴|产生)(?:政府信息公开|政府)?信息(?:公开)?处理费用?$/,
    unit: money,
  },
  {
    topic: 'fees.amount',
    word: '行政事业性',
    lead: /行政事业性收费(?:收入|项目)?(?:收费)?$|收取行政事业性(?:收费|费用)$/,
    unit: money,
    unless: /上年|去年|减免|降低/,
  },
]
