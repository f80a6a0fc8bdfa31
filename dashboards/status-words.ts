/** The words for what happened: events, runs, decisions, sums and likenesses. One entry a value, Chinese first. */
import type { Word } from './words.ts'
import { wordOf } from './words.ts'

const decisions: ReadonlyMap<string, Word> = new Map([
  ['confirm', { label: '已确认', glyph: '✓', tone: 'bad', meaning: '审计人员确认情况属实' }],
  ['dismiss', { label: '已排除', glyph: '⊘', tone: 'calm', meaning: '审计人员认为不成立，理由在后' }],
  ['comment', { label: '批注', glyph: '✎', tone: 'calm', meaning: '审计人员的说明' }],
  [
    'override',
    { label: '更正', glyph: '≔', tone: 'warn', meaning: '审计人员认为的数值，与公布数并列，不替代公布数' },
  ],
  ['open', { label: '未处理', glyph: '○', tone: 'calm', meaning: '尚无审计结论' }],
])

const events: ReadonlyMap<string, Word> = new Map([
  [
    'figure',
    { label: '数据有改动', glyph: '≠', tone: 'bad', meaning: '已发布的报告改了统计数据，两个版本均有存档' },
  ],
  [
    'paragraph',
    { label: '正文有改动', glyph: '¶', tone: 'warn', meaning: '已发布的报告改了正文段落，两个版本均有存档' },
  ],
  ['withdrawn', { label: '已撤下', glyph: '▽', tone: 'bad', meaning: '曾经发布，后来撤下；所存数据保留' }],
  [
    'not_seen',
    { label: '最近未见', glyph: '△', tone: 'ours', meaning: '最近一次采集没有见到，所存数据保留' },
  ],
  ['late', { label: '迟发', glyph: '◐', tone: 'warn', meaning: '晚于规定时限发布' }],
  ['new', { label: '新见报告', glyph: '●', tone: 'good', meaning: '这段时间里首次见到的报告' }],
])

const rollups: ReadonlyMap<string, Word> = new Map([
  ['less', { label: '少于合计', glyph: '≠', tone: 'bad', meaning: '县级汇总数小于各单位合计' }],
  [
    'more',
    { label: '多于合计', glyph: '＞', tone: 'warn', meaning: '县级汇总数大于各单位合计，可能另有单位' },
  ],
  ['equal', { label: '相等', glyph: '＝', tone: 'good', meaning: '县级汇总数等于各单位合计' }],
  ['not_assessable', { label: '不能核对', glyph: '◇', tone: 'ours', meaning: '有单位没有数值，不下结论' }],
])

const exits: ReadonlyMap<string, Word> = new Map([
  ['complete', { label: '完成', glyph: '●', tone: 'good', meaning: '所有来源都看到了，数据可用。' }],
  [
    'partial',
    { label: '部分完成', glyph: '◐', tone: 'warn', meaning: '有来源没有看全，已发布的数据注明了哪些。' },
  ],
  [
    'refused',
    { label: '未发布', glyph: '⊘', tone: 'bad', meaning: '发布前的检查没有通过，仍用上一版数据。' },
  ],
  [
    'unverified',
    { label: '校验不符', glyph: '✕', tone: 'bad', meaning: '存档与摘要不符，请运行 gouji verify。' },
  ],
  ['exhausted', { label: '空间不足', glyph: '✕', tone: 'bad', meaning: '磁盘或内存不足，仍用上一版数据。' }],
  ['deadline', { label: '到时停止', glyph: '◔', tone: 'warn', meaning: '到了规定时间，下次接着做。' }],
  ['usage', { label: '设置有误', glyph: '✕', tone: 'bad', meaning: '设置或站点文件有误，错误已列出。' }],
  [
    'bug',
    { label: '程序出错', glyph: '✕', tone: 'bad', meaning: '程序的错误，已写入日志；仍用上一版数据。' },
  ],
  ['busy', { label: '已有运行', glyph: '·', tone: 'calm', meaning: '另一次运行还没有结束。' }],
  ['interrupted', { label: '被中断', glyph: '◔', tone: 'warn', meaning: '被人中断，下次接着做。' }],
  ['terminated', { label: '被中断', glyph: '◔', tone: 'warn', meaning: '被系统中断，下次接着做。' }],
  ['', { label: '没有结束', glyph: '？', tone: 'warn', meaning: '还在运行，或中途断了。' }],
])

const entryStates: ReadonlyMap<string, Word> = new Map([
  ['complete', { label: '看全了', glyph: '●', tone: 'good', meaning: '列表从头到尾都看到了' }],
  [
    'incomplete',
    { label: '没有看全', glyph: '◐', tone: 'warn', meaning: '列表自称的数目与看到的不一致，或没有翻到底' },
  ],
  ['unreachable', { label: '无法访问', glyph: '△', tone: 'ours', meaning: '网站没有应答，不等于没有发布' }],
])

const similarityScopes: ReadonlyMap<string, string> = new Map([
  ['neighbour', '同县同年其他单位'],
  ['own_earlier', '本单位往年'],
])

const searchKinds: ReadonlyMap<string, string> = new Map([
  ['figure_of', '单位的数据'],
  ['publisher', '单位'],
  ['cell', '指标'],
  ['finding', '问题'],
  ['code', '核对代码'],
])

const similarityParts: ReadonlyMap<string, string> = new Map([
  ['body', '全文'],
  ['plan', '存在问题及改进情况'],
])

/** Says an auditor's decision, or that there is none (`open`). */
export const decisionWord = (kind: string): Word => wordOf(decisions, kind)
/** Says what happened to a report. */
export const eventWord = (event: string): Word => wordOf(events, event)
/** Says how a county's figure stands to the sum of its units'. */
export const rollupWord = (state: string): Word => wordOf(rollups, state)
/** Says how a run ended. */
export const exitWord = (exit: string): Word => wordOf(exits, exit)
/** Says how completely a column was walked. */
export const entryWord = (state: string): Word => wordOf(entryStates, state)
/** Says with whom a text was compared. */
export const similarityScopeWord = (scope: string): string => similarityScopes.get(scope) ?? scope
/** Says which part of a text was compared. */
export const similarityPartWord = (part: string): string => similarityParts.get(part) ?? part
/** Says what kind of thing was found. */
export const searchKindWord = (kind: string): string => searchKinds.get(kind) ?? kind
