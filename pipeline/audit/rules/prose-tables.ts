/** The prose against tables three and four: the same quantity must have the same figure in both. */
import type { CellId } from '../../../parsers/codebook/codebook.ts'
import { applicants, requestRows } from '../../../parsers/codebook/form.ts'
import type { Stated } from '../../../parsers/report/report.ts'
import type { Rule } from '../rule.ts'
import { statedCellRule, type StatedCell } from '../shapes/stated-cell.ts'
import { say } from '../wording.ts'
import { nameOfLine } from '../words.ts'

const byApplicant: readonly StatedCell[] = applicants
  .filter(({ code }) => code !== 'total')
  .map(({ code }) => ({
    of: `NT-209:${code}`,
    topic: 'requests.by_applicant',
    code,
    cells: [[`t3.new_received.${code}`]],
    also: { words: /./, cells: [`t3.carried_in.${code}`] },
    soft: true,
    tell: (a, b) => say('NAR-04.applicant', { line: nameOfLine(code), said: a, table: b }),
  }))

const outcomes: readonly (readonly [code: string, name: string, begins: RegExp])[] = [
  ['granted', '予以公开', /^granted$/],
  ['granted_partial', '部分公开', /^granted_partial$/],
  ['denied', '不予公开', /^denied_/],
  ['unable', '无法提供', /^unable_/],
  ['rejected', '不予处理', /^rejected_/],
  ['other', '其他处理', /^other_/],
]
const byOutcome: readonly StatedCell[] = outcomes.map(([code, name, begins]) => {
  const rows = requestRows.filter((row) => begins.test(row.code))
  return {
    of: `NT-210:${code}`,
    topic: 'requests.outcome',
    code,
    cells: (['2021', '2019'] as const).map((edition) =>
      rows.filter((row) => row[edition] !== null).map((row): CellId => `t3.${row.code}.total`),
    ),
    soft: true,
    tell: (a, b) => say('NAR-04.outcome', { line: name, said: a, table: b }),
  }
})

const said = (topic: Stated['topic'], value: number, sentence = '', unit = '件'): Partial<Stated> => ({
  topic,
  value,
  unit,
  sentence,
})

export const rules: readonly Rule[] = [
  statedCellRule({
    code: 'NAR-04',
    severity: 'E',
    title: '正文的申请件数与第三部分表格一致',
    basis: '同一报告内的同一数据（NT-201至203、209、210）',
    pairs: [
      {
        of: 'NT-201',
        topic: 'requests.received',
        cells: [['t3.new_received.total'], ['t0.requests_received']],
        also: { words: /结转|上年/, cells: ['t3.carried_in.total'] },
        tell: (a, b) => (a === 0 ? say('NAR-04.none', { table: b }) : say('NAR-04', { said: a, table: b })),
      },
      {
        of: 'NT-202:closed',
        topic: 'requests.closed',
        cells: [['t3.results_total.total'], ['t0.requests_closed']],
        tell: (a, b) => say('NAR-04.closed', { said: a, table: b }),
      },
      {
        of: 'NT-202:carried_in',
        topic: 'requests.carried_in',
        cells: [['t3.carried_in.total']],
        tell: (a, b) => say('NAR-04.carried_in', { said: a, table: b }),
      },
      {
        of: 'NT-202:carried_out',
        topic: 'requests.carried_out',
        cells: [['t3.carried_out.total']],
        tell: (a, b) => say('NAR-04.carried_out', { said: a, table: b }),
      },
      ...byApplicant,
      ...byOutcome,
    ],
    examples: [
      {
        name: '收到五件',
        editions: { t3: '2021' },
        cells: { 't3.new_received.total': 5 },
        stated: [said('requests.received', 5)],
        expect: { check: 'NAR-04:NT-201', verdict: 'kept' },
      },
      {
        name: '含上年结转一件共六件',
        editions: { t3: '2021' },
        cells: { 't3.new_received.total': 5, 't3.carried_in.total': 1 },
        stated: [said('requests.received', 6, '收到申请6件（含上年结转1件）。')],
        expect: { check: 'NAR-04:NT-201', verdict: 'kept' },
      },
      {
        name: '收到、办结、结转都与表格不同',
        editions: { t3: '2021' },
        cells: { 't3.new_received.total': 5 },
        stated: [
          said('requests.received', 4),
          said('requests.closed', 4),
          said('requests.carried_in', 1),
          said('requests.carried_out', 1),
        ],
        expect: { check: 'NAR-04:NT-201', verdict: 'broken' },
      },
      {
        name: '按结果分的件数与表格不同',
        editions: { t3: '2021' },
        cells: { 't3.granted.total': 3 },
        stated: [{ ...said('requests.outcome', 4), code: 'granted', name: '予以公开' }],
        expect: { check: 'NAR-04:NT-210:granted', verdict: 'uncertain' },
      },
      {
        name: '正文说未收到，表格有三件',
        editions: { t3: '2021' },
        cells: { 't3.new_received.total': 3 },
        stated: [said('requests.received', 0, '2023年未收到政府信息公开申请。')],
        expect: { check: 'NAR-04:NT-201', verdict: 'broken' },
      },
      {
        name: '自然人的件数不同，可能含结转',
        editions: { t3: '2021' },
        cells: { 't3.new_received.natural_person': 3 },
        stated: [{ ...said('requests.by_applicant', 4), code: 'natural_person', name: '自然人' }],
        expect: { check: 'NAR-04:NT-209:natural_person', verdict: 'uncertain' },
      },
      {
        name: '只说近十件',
        editions: { t3: '2021' },
        cells: { 't3.new_received.total': 9 },
        stated: [{ ...said('requests.received', 10), approx: true }],
        expect: { check: 'NAR-04:NT-201', verdict: 'not_applicable' },
      },
    ],
  }),
  statedCellRule({
    code: 'NAR-05',
    severity: 'E',
    title: '正文的复议、诉讼件数与第四部分表格一致',
    basis: '同一报告内的同一数据（NT-204）',
    pairs: [
      {
        of: 'NT-204:reconsideration',
        topic: 'reconsideration.count',
        cells: [['t4.reconsideration.total'], ['t0.reconsideration_total']],
        tell: (a, b) => say('NAR-05.reconsideration', { said: a, table: b }),
      },
      {
        of: 'NT-204:litigation',
        topic: 'litigation.count',
        cells: [
          ['t4.litigation_direct.total', 't4.litigation_after_reconsideration.total'],
          ['t0.litigation_total'],
        ],
        tell: (a, b) => say('NAR-05.litigation', { said: a, table: b }),
      },
    ],
    examples: [
      {
        name: '两起诉讼，一起先经复议',
        editions: { t4: '2021' },
        cells: { 't4.litigation_direct.total': 1, 't4.litigation_after_reconsideration.total': 1 },
        stated: [said('litigation.count', 2)],
        expect: { check: 'NAR-05:NT-204:litigation', verdict: 'kept' },
      },
      {
        name: '正文一件，表格零件',
        editions: { t4: '2021' },
        stated: [said('reconsideration.count', 1)],
        expect: { check: 'NAR-05:NT-204:reconsideration', verdict: 'broken' },
      },
      {
        name: '一栏总计留空',
        editions: { t4: '2021' },
        cells: { 't4.litigation_after_reconsideration.total': 'blank' },
        stated: [said('litigation.count', 1)],
        expect: { check: 'NAR-05:NT-204:litigation', verdict: 'uncertain' },
      },
      {
        name: '没有表四',
        stated: [said('reconsideration.count', 1)],
        expect: { check: 'NAR-05:NT-204:reconsideration', verdict: 'not_applicable' },
      },
    ],
  }),
]
