/** The tables: there as tables, with the rows, columns and labels that the form prints. */
import type { ProblemCode } from '../../../parsers/problem.ts'
import type { Rule } from '../rule.ts'
import { isInDoubt, problemRule } from '../shapes/problem.ts'
import { reportRule } from '../shapes/report.ts'
import { broken, kept, notApplicable, uncertain, type Judgement } from '../verdicts.ts'
import { say } from '../wording.ts'
import { chapterTitle } from '../words.ts'

const tables = [
  ['t2', 2],
  ['t3', 3],
  ['t4', 4],
] as const
const ways: Partial<Record<ProblemCode, string>> = {
  table_as_image: '图片',
  table_in_attachment: '附件',
  table_flattened: '未成表格的文字',
  table_missing: '缺失',
  image_only: '图片',
}
const cut = [{ code: 'page_truncated', detail: '页面不完整，在中途断开' }] as const

export const rules: readonly Rule[] = [
  reportRule({
    code: 'FMT-04',
    severity: 'E',
    title: '第二、三、四部分以表格形式公布',
    basis: '统一格式：该部分以表格形式报告',
    judge: (subject) => {
      const { year, report, problems } = subject
      if (year === null || year < 2019) return null
      return tables.map(([table, no]): Judgement => {
        const of = table
        if (report.editions[table] !== null) return { ...kept(), of }
        if (isInDoubt(subject)) return { ...notApplicable('页面或表格未能完整读取'), of }
        const why = problems.find(
          ({ code, detail }) =>
            ways[code] !== undefined &&
            (code === 'image_only' || detail.includes(`第${'零一二三四'[no] ?? ''}部分`)),
        )
        const chapter = chapterTitle(no)
        return why === undefined
          ? { ...uncertain(say('FMT-04.unread', { chapter })), of }
          : { ...broken(say('FMT-04', { chapter, way: ways[why.code] ?? '缺失' })), of }
      })
    },
    examples: [
      {
        name: '有表格',
        editions: { t2: '2021', t3: '2021', t4: '2021' },
        expect: { check: 'FMT-04:t3', verdict: 'kept' },
      },
      {
        name: '表格是图片',
        editions: { t2: '2021', t4: '2021' },
        problems: [
          {
            code: 'table_as_image',
            detail: '统计表为图片：第三部分（收到和处理政府信息公开申请情况）',
          },
        ],
        expect: { check: 'FMT-04:t3', verdict: 'broken' },
      },
      {
        name: '没有表格，也不知为何',
        editions: { t2: '2021', t3: '2021' },
        expect: { check: 'FMT-04:t4', verdict: 'uncertain' },
      },
      { name: '页面断开', problems: cut, expect: { check: 'FMT-04:t4', verdict: 'not_applicable' } },
    ],
  }),
  problemRule({
    code: 'FMT-06',
    severity: 'W',
    title: '表格的行与列齐全',
    basis: '统一格式',
    problems: ['row_missing', 'column_missing'],
    tell: ({ detail }, { problems }) => {
      // A row under another name may be the one that is missing.
      return problems.some(({ code }) => code === 'row_unknown')
        ? uncertain(say('FMT-06.alias', { what: detail }))
        : broken(say('FMT-06', { what: detail }))
    },
    examples: [
      { name: '齐全', editions: { t3: '2021' }, expect: { check: 'FMT-06', verdict: 'kept' } },
      {
        name: '少一行',
        editions: { t3: '2021' },
        problems: [{ code: 'row_missing', detail: '统计表缺少一行：第三部分“2.重复申请”' }],
        expect: { check: 'FMT-06:第三部分“2.重复申请”', verdict: 'broken' },
      },
      {
        name: '少一行，又多一行不认识的',
        editions: { t3: '2021' },
        problems: [
          { code: 'row_missing', detail: '统计表缺少一行：第三部分“2.重复申请”' },
          { code: 'row_unknown', detail: '统计表有格式之外的行：第三部分“重复提出”' },
        ],
        expect: { check: 'FMT-06:第三部分“2.重复申请”', verdict: 'uncertain' },
      },
      {
        name: '页面断开',
        editions: { t3: '2021' },
        problems: cut,
        expect: { check: 'FMT-06', verdict: 'not_applicable' },
      },
    ],
  }),
  problemRule({
    code: 'FMT-07',
    severity: 'W',
    title: '表格项目名称与统一格式一致',
    basis: '统一格式',
    problems: ['label_damaged'],
    tell: ({ detail }) => broken(say('FMT-07', { what: detail })),
    examples: [
      { name: '一致', editions: { t2: '2021' }, expect: { check: 'FMT-07', verdict: 'kept' } },
      {
        name: '行政事业型收费',
        editions: { t2: '2021' },
        problems: [
          { code: 'label_damaged', detail: '表格项目名称与统一格式不一致：第二部分“行政事业型收费”' },
        ],
        expect: { check: 'FMT-07:第二部分“行政事业型收费”', verdict: 'broken' },
      },
      {
        name: '页面断开',
        editions: { t3: '2021' },
        problems: cut,
        expect: { check: 'FMT-07', verdict: 'not_applicable' },
      },
    ],
  }),
  problemRule({
    code: 'FMT-09',
    severity: 'I',
    title: '表格没有统一格式以外的项目',
    basis: '统一格式',
    problems: ['row_unknown'],
    tell: ({ detail }) => broken(say('FMT-09', { what: detail })),
    examples: [
      { name: '没有多余的行', editions: { t3: '2021' }, expect: { check: 'FMT-09', verdict: 'kept' } },
      {
        name: '多了小计',
        editions: { t3: '2021' },
        problems: [{ code: 'row_unknown', detail: '统计表有格式之外的行：第三部分“小计”' }],
        expect: { check: 'FMT-09:第三部分“小计”', verdict: 'broken' },
      },
      {
        name: '页面断开',
        editions: { t3: '2021' },
        problems: cut,
        expect: { check: 'FMT-09', verdict: 'not_applicable' },
      },
    ],
  }),
]
