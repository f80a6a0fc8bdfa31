/** The words an auditor reads for each closed list of the warehouse: one entry a value, Chinese first. */

/** How one value of a closed list is said and drawn. `tone` is a CSS class, `glyph` carries it without colour. */
export interface Word {
  label: string
  glyph: string
  tone: string
  meaning: string
}

const coverage: ReadonlyMap<string, Word> = new Map([
  ['on_time', { label: '按时', glyph: '●', tone: 'good', meaning: '在规定时限内发布' }],
  ['late', { label: '迟发', glyph: '◐', tone: 'warn', meaning: '晚于规定时限发布' }],
  [
    'published_undated',
    { label: '日期不详', glyph: '◎', tone: 'calm', meaning: '已发布，页面没有可信的发布日期' },
  ],
  ['missing', { label: '未查到', glyph: '✕', tone: 'bad', meaning: '在登记的栏目中没有查到报告' }],
  [
    'unreachable',
    { label: '无法访问', glyph: '△', tone: 'ours', meaning: '网站或栏目没有应答，不等于未发布' },
  ],
  ['found_not_read', { label: '未读出', glyph: '◇', tone: 'ours', meaning: '已找到页面，统计表没有读出' }],
  ['image_only', { label: '仅图片', glyph: '▣', tone: 'warn', meaning: '统计表以图片发布' }],
  ['attachment_only', { label: '仅附件', glyph: '▤', tone: 'warn', meaning: '报告只在附件中' }],
  ['withdrawn', { label: '已撤下', glyph: '▽', tone: 'bad', meaning: '曾经发布，后来撤下；所存数据保留' }],
  ['not_due', { label: '未到期', glyph: '·', tone: 'calm', meaning: '尚未到规定时限' }],
])

const nothing: ReadonlyMap<string, Word> = new Map([
  ['blank', { label: '空白', glyph: '□', tone: 'nothing', meaning: '单元格为空，没有填“0”；不按零计' }],
  ['dash', { label: '横线', glyph: '—', tone: 'nothing', meaning: '填写的是横线；不按零计' }],
  ['none_word', { label: '填“无”', glyph: '无', tone: 'nothing', meaning: '填写的是“无”字；不按零计' }],
  ['slash', { label: '斜线', glyph: '／', tone: 'nothing', meaning: '填写的是斜线；不按零计' }],
  ['non_numeric', { label: '非数值', glyph: '≁', tone: 'nothing', meaning: '填写的内容不是数值；不按零计' }],
  [
    'missing_cell',
    { label: '缺格', glyph: '∅', tone: 'nothing', meaning: '页面的表格里没有这一格；不按零计' },
  ],
  ['merged_covered', { label: '合并', glyph: '⊞', tone: 'nothing', meaning: '被合并单元格覆盖；不按零计' }],
  [
    'not_in_edition',
    { label: '表式无此项', glyph: '⊘', tone: 'nothing', meaning: '所用表式不印这一项，不可比' },
  ],
  ['table_not_read', { label: '未读出', glyph: '◇', tone: 'ours', meaning: '有报告，但这张统计表没有读出' }],
  ['no_report', { label: '无报告', glyph: '✕', tone: 'absent', meaning: '该年度没有查到报告' }],
])

const kinds: ReadonlyMap<string, string> = new Map([
  ['government', '县级政府（汇总）'],
  ['office', '政府办公室'],
  ['department', '部门'],
  ['subdistrict', '街道'],
  ['township', '乡镇'],
])

const severities: ReadonlyMap<string, Word> = new Map([
  ['E', { label: '严重', glyph: '▲', tone: 'bad', meaning: '数据自相矛盾，或涉及法定义务' }],
  ['W', { label: '一般', glyph: '◆', tone: 'warn', meaning: '可能有误，请核实' }],
  ['I', { label: '提示', glyph: '○', tone: 'calm', meaning: '请留意' }],
])

const verdicts: ReadonlyMap<string, Word> = new Map([
  ['broken', { label: '不符', glyph: '≠', tone: 'bad', meaning: '各项数据均已读出，勾稽关系不成立' }],
  ['uncertain', { label: '存疑', glyph: '？', tone: 'warn', meaning: '有空白或近似数，不能断定是否相符' }],
])

const becauses: ReadonlyMap<string, string> = new Map([
  ['bom', '文件开头的字节序标记'],
  ['header', '服务器响应头的声明'],
  ['meta', '页面自身的声明'],
  ['evidence', '字节内容本身（声明缺失或与内容不合）'],
  ['carrier', '由文档转换'],
])

const topics: ReadonlyMap<string, string> = new Map([
  ['disclosed.total', '主动公开总数'],
  ['disclosed.channel', '按渠道公开'],
  ['disclosed.item', '主动公开分项'],
  ['requests.received', '收到申请'],
  ['requests.carried_in', '上年结转申请'],
  ['requests.closed', '办结申请'],
  ['requests.carried_out', '结转下年申请'],
  ['reconsideration.count', '行政复议'],
  ['litigation.count', '行政诉讼'],
  ['requests.by_channel', '申请（按渠道）'],
  ['requests.by_applicant', '申请（按申请人）'],
  ['requests.outcome', '申请（按办理结果）'],
  ['normative.issued', '规范性文件制发'],
  ['normative.repealed', '规范性文件废止'],
  ['normative.in_force', '规范性文件现行有效'],
  ['rules.issued', '规章制发'],
  ['rules.repealed', '规章废止'],
  ['rules.in_force', '规章现行有效'],
  ['licensing.decisions', '行政许可决定'],
  ['penalty.decisions', '行政处罚决定'],
  ['coercion.decisions', '行政强制决定'],
  ['fees.amount', '行政事业性收费'],
  ['processing_fee.amount_yuan', '信息处理费'],
  ['interpretations', '政策解读'],
  ['responses', '回应关切'],
  ['training.sessions', '培训次数'],
  ['training.people', '培训人次'],
  ['hotline.cases', '热线办件'],
  ['consultations', '咨询'],
  ['complaints', '举报投诉'],
  ['motions', '建议提案'],
  ['wechat.posts', '微信发布'],
  ['weibo.posts', '微博发布'],
])

/** Looks a code up in a closed list; one that is not there yet is said by itself. */
export function wordOf(list: ReadonlyMap<string, Word>, code: string): Word {
  return list.get(code) ?? { label: code, glyph: '？', tone: 'calm', meaning: code }
}

/** Publication states of the expected set, in the order in which they are counted. */
export const coverageStates: readonly string[] = [...coverage.keys()]
/** Publisher kinds in the order in which they are listed. */
export const kindOrder: readonly string[] = [...kinds.keys()]
/** Severities from grave to slight. */
export const severityOrder: readonly string[] = [...severities.keys()]
/** Verdicts that the findings page lists. */
export const verdictOrder: readonly string[] = [...verdicts.keys()]

/** Says a publication state. */
export const coverageWord = (state: string): Word => wordOf(coverage, state)
/** Says a kind of nothing; a kind not yet listed is said by its code, never as nought. */
export const nothingWord = (state: string): Word => wordOf(nothing, state)
/** Says the state of a value in an export: 数值, or its kind of nothing. */
export const valueStateWord = (state: string): string =>
  state === 'number' ? '数值' : nothingWord(state).label
/** Says how a figure was matched to the form. */
export const matchedWord = (matched: string): string =>
  matched === 'label' ? '按行列名称' : '按顺序（名称受损）'
/** Says a severity. */
export const severityWord = (severity: string): Word => wordOf(severities, severity)
/** Says a verdict. */
export const verdictWord = (verdict: string): Word => wordOf(verdicts, verdict)
/** Says a kind of publisher. */
export const kindWord = (kind: string): string => kinds.get(kind) ?? kind
/** Says why a charset was chosen. */
export const becauseWord = (because: string): string => becauses.get(because) ?? because
/** Says what a narrative figure counts. */
export const topicWord = (topic: string): string => topics.get(topic) ?? topic
/** Says whose figures a report states. */
export const reportKindWord = (kind: string): string => (kind === 'summary' ? '汇总报告' : '本机关报告')
/** Says the severity of a problem of reading. */
export const problemWord = (severity: string): string =>
  severity === 'error' ? '未读出' : severity === 'warning' ? '请核对' : '说明'
