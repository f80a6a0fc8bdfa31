/** The annex of edition 2014: its sums and bounds. Codes continue the catalogue's, which has none for them. */
import type { Rule } from '../rule.ts'
import { boundRule } from '../shapes/bound.ts'
import { reportRule } from '../shapes/report.ts'
import { sumRule } from '../shapes/sum.ts'
import { broken, kept, notApplicable, uncertain, type Judgement } from '../verdicts.ts'
import { say } from '../wording.ts'
import { nameOfCell, noticeOf } from '../words.ts'
import { isCellId, type CellId } from '../../../parsers/codebook/codebook.ts'

const nameOfTotal = (line: string): string => {
  const id = `t0.${line}`
  return isCellId(id) ? nameOfCell(id) : line
}

export const rules: readonly Rule[] = [
  sumRule({
    code: 'NUM-13',
    severity: 'E',
    title: '附表各项之和，等于其合计',
    basis: `${noticeOf['2014']}《政府信息公开情况统计表》（ID-001至006）`,
    table: 't0',
    identities: ['ID-001', 'ID-002', 'ID-003', 'ID-004', 'ID-005', 'ID-006'],
    tell: ({ line }, left, right) => say('NUM-13', { line: nameOfTotal(line), sum: left, total: right }),
    examples: [
      {
        name: '收到二件，都是网络申请',
        editions: { t0: '2014' },
        cells: { 't0.requests_received': 2, 't0.requests_online': 2 },
        expect: { check: 'ID-001:requests_received', verdict: 'kept' },
      },
      {
        name: '分项漏填一件',
        editions: { t0: '2014' },
        cells: { 't0.requests_received': 2, 't0.requests_online': 1 },
        expect: { check: 'ID-001:requests_received', verdict: 'broken' },
      },
      {
        name: '信函申请留空',
        editions: { t0: '2014' },
        cells: { 't0.requests_received': 2, 't0.requests_online': 1, 't0.requests_letter': 'blank' },
        expect: { check: 'ID-001:requests_received', verdict: 'uncertain' },
      },
      {
        name: '合计未填',
        editions: { t0: '2014' },
        cells: { 't0.requests_received': 'blank' },
        expect: { check: 'ID-001:requests_received', verdict: 'not_applicable' },
      },
    ],
  }),
  boundRule({
    code: 'NUM-14',
    severity: 'E',
    title: '附表的部分不大于全体',
    basis: `${noticeOf['2014']}《政府信息公开情况统计表》（ID-007、008）`,
    bounds: [
      {
        of: 'ID-007:channels',
        table: 't0',
        edition: '2014',
        left: ['t0.disclosed_total'],
        relation: 'at_most',
        right: [
          't0.channel_gazette',
          't0.channel_website',
          't0.channel_weibo',
          't0.channel_wechat',
          't0.channel_other',
        ],
        tell: (_panel, left, right) => say('NUM-14.channels', { total: left, channels: right }),
      },
      {
        of: 'ID-007:normative_docs',
        table: 't0',
        edition: '2014',
        left: ['t0.normative_docs_disclosed'],
        relation: 'at_most',
        right: ['t0.disclosed_total'],
        tell: (_panel, left, right) => say('NUM-14.documents', { documents: left, total: right }),
      },
      ...(['press_conferences', 'online_interviews'] as const).map((line) => ({
        of: `ID-008:${line}`,
        table: 't0' as const,
        edition: '2014' as const,
        left: [`t0.${line}_head`] as const,
        relation: 'at_most' as const,
        right: [`t0.${line}`] as const,
        tell: (_panel: unknown, left: number, right: number) =>
          say('NUM-14.heads', { line: nameOfTotal(line), heads: left, total: right }),
      })),
    ],
    examples: [
      {
        name: '一条信息走两个渠道',
        editions: { t0: '2014' },
        cells: { 't0.disclosed_total': 10, 't0.channel_website': 10, 't0.channel_wechat': 4 },
        expect: { check: 'NUM-14:ID-007:channels', verdict: 'kept' },
      },
      {
        name: '渠道合计少于总数',
        editions: { t0: '2014' },
        cells: { 't0.disclosed_total': 10, 't0.channel_website': 6 },
        expect: { check: 'NUM-14:ID-007:channels', verdict: 'broken' },
      },
      {
        name: '规范性文件多于总数',
        editions: { t0: '2014' },
        cells: { 't0.disclosed_total': 1, 't0.channel_website': 1, 't0.normative_docs_disclosed': 2 },
        expect: { check: 'NUM-14:ID-007:normative_docs', verdict: 'broken' },
      },
      {
        name: '负责同志参加的次数多于总次数',
        editions: { t0: '2014' },
        cells: { 't0.press_conferences': 1, 't0.press_conferences_head': 2 },
        expect: { check: 'NUM-14:ID-008:press_conferences', verdict: 'broken' },
      },
      {
        name: '微信未填',
        editions: { t0: '2014' },
        cells: { 't0.disclosed_total': 10, 't0.channel_website': 6, 't0.channel_wechat': 'blank' },
        expect: { check: 'NUM-14:ID-007:channels', verdict: 'uncertain' },
      },
      {
        name: '次数未填',
        editions: { t0: '2014' },
        cells: { 't0.press_conferences': 'blank' },
        expect: { check: 'NUM-14:ID-008:press_conferences', verdict: 'not_applicable' },
      },
    ],
  }),
  reportRule({
    code: 'NUM-15',
    severity: 'I',
    title: '附表收到、办结、答复件数相互衔接',
    basis: `${noticeOf['2014']}《政府信息公开情况统计表》“三、依申请公开情况”（ID-009）；上年未办结的申请不在表内`,
    judge: ({ report, panel }) => {
      if (report.editions.t0 !== '2014') return null
      const value = (cell: CellId): number | null => panel.get(cell)?.value ?? null
      const [received, closed, replies] = [
        value('t0.requests_received'),
        value('t0.requests_closed'),
        value('t0.replies_total'),
      ]
      const against = (
        of: string,
        cells: readonly [CellId, CellId],
        [a, b]: readonly [number | null, number | null],
        tell: (a: number, b: number) => Judgement,
      ): Judgement => ({
        ...(a === null || b === null ? notApplicable('未填写或未能读取') : tell(a, b)),
        of,
        cells,
      })
      return [
        against('ID-009:replies', ['t0.replies_total', 't0.requests_closed'], [replies, closed], (a, b) =>
          a === b ? kept(a === 0) : broken(say('NUM-15', { replies: a, closed: b }), b, a),
        ),
        against('ID-009:closed', ['t0.requests_closed', 't0.requests_received'], [closed, received], (a, b) =>
          a <= b ? kept(a === 0) : uncertain(say('NUM-15.closed', { closed: a, received: b }), b, a),
        ),
      ]
    },
    examples: [
      {
        name: '办结三件，答复三件',
        editions: { t0: '2014' },
        cells: { 't0.requests_closed': 3, 't0.replies_total': 3 },
        expect: { check: 'NUM-15:ID-009:replies', verdict: 'kept' },
      },
      {
        name: '办结三件，答复二件',
        editions: { t0: '2014' },
        cells: { 't0.requests_closed': 3, 't0.replies_total': 2 },
        expect: { check: 'NUM-15:ID-009:replies', verdict: 'broken' },
      },
      {
        name: '办结多于收到，可能含上年未办结的',
        editions: { t0: '2014' },
        cells: { 't0.requests_received': 2, 't0.requests_closed': 3 },
        expect: { check: 'NUM-15:ID-009:closed', verdict: 'uncertain' },
      },
      {
        name: '答复数未填',
        editions: { t0: '2014' },
        cells: { 't0.replies_total': 'blank' },
        expect: { check: 'NUM-15:ID-009:replies', verdict: 'not_applicable' },
      },
    ],
  }),
]
