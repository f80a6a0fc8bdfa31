/** The form: the right edition for the year, and one edition throughout. */
import type { Edition } from '../../../parsers/codebook/form.ts'
import type { Rule } from '../rule.ts'
import { reportRule } from '../shapes/report.ts'
import { broken, kept, notApplicable } from '../verdicts.ts'
import { say } from '../wording.ts'
import { editionFor, noticeOf } from '../words.ts'

export const rules: readonly Rule[] = [
  reportRule({
    code: 'FMT-01',
    severity: 'E',
    title: '表格使用报告年度应用的格式',
    basis: `${noticeOf['2021']}（2021年度起）、${noticeOf['2019']}（2019、2020年度）、${noticeOf['2014']}（2014至2018年度）`,
    judge: ({ report: { editions }, year }) => {
      if (year === null) return notApplicable('报告年度不明')
      const due = editionFor(year)
      const found = [editions.t0, editions.t2, editions.t3].filter(
        (edition): edition is Edition => edition !== null && edition !== undefined,
      )
      if (due === null || found.length === 0)
        return notApplicable(due === null ? '当年没有全国统一格式' : '没有可辨认版本的表格')
      const wrong = found.find((edition) => edition !== due)
      if (wrong === undefined) return kept()
      const age = wrong < due ? '旧' : '新'
      return broken(say('FMT-01', { year, age, found: noticeOf[wrong], due: noticeOf[due] }))
    },
    examples: [
      {
        name: '2023年度用2021版',
        editions: { t2: '2021', t3: '2021' },
        expect: { check: 'FMT-01', verdict: 'kept' },
      },
      {
        name: '2022年度仍用2019版',
        year: 2022,
        editions: { t2: '2019', t3: '2019' },
        expect: { check: 'FMT-01', verdict: 'broken' },
      },
      {
        name: '2016年度用了2019版',
        year: 2016,
        editions: { t2: '2019', t3: '2019' },
        expect: { check: 'FMT-01', verdict: 'broken' },
      },
      { name: '没有表格', expect: { check: 'FMT-01', verdict: 'not_applicable' } },
    ],
  }),
  reportRule({
    code: 'FMT-05',
    severity: 'W',
    title: '第二、三部分表格为同一版本',
    basis: '统一格式整体印发，不得混用',
    judge: ({ report: { editions } }) => {
      const { t2, t3 } = editions
      if (t2 === null || t3 === null) return notApplicable('两张表格不齐')
      return t2 === t3 ? kept() : broken(say('FMT-05', { t2: noticeOf[t2], t3: noticeOf[t3] }))
    },
    examples: [
      {
        name: '同一版本',
        editions: { t2: '2021', t3: '2021' },
        expect: { check: 'FMT-05', verdict: 'kept' },
      },
      {
        name: '新旧混用',
        editions: { t2: '2021', t3: '2019' },
        expect: { check: 'FMT-05', verdict: 'broken' },
      },
      {
        name: '只有一张表',
        editions: { t3: '2019' },
        expect: { check: 'FMT-05', verdict: 'not_applicable' },
      },
    ],
  }),
]
