/** What was found of each report that is owed: published at all, reachable, and once. */
import { deadlineOf } from '../../deadlines.ts'
import type { Rule } from '../rule.ts'
import { countyRule } from '../shapes/county.ts'
import type { PlacedCheck } from '../rule.ts'
import type { CountySubject } from '../subject.ts'
import { broken, kept, notApplicable, uncertain, type Judgement } from '../verdicts.ts'
import { say } from '../wording.ts'

/** The report that a publisher owes for the year, be it here or not; null where it owes none. */
function owedBy({ reports, owed }: CountySubject, publisher: string): PlacedCheck['on'] | null {
  return [...reports, ...owed].find((one) => one.publisher?.code === publisher) ?? null
}

export const rules: readonly Rule[] = [
  countyRule({
    code: 'TIM-02',
    severity: 'E',
    title: '应当发布的年度报告都能查到',
    basis: '《中华人民共和国政府信息公开条例》第四十九条；应发报告清单',
    judge: (county) =>
      county.expected.flatMap(({ publisher, state, report }) => {
        const owner = county.county.publishers.find(({ code }) => code === publisher)
        const on = owedBy(county, publisher)
        if (on === null || owner === undefined) return []
        const blanks = { unit: owner.name, year: county.year }
        if (report !== null)
          return [{ on, said: state === 'withdrawn' ? broken(say('TIM-02.withdrawn', blanks)) : kept() }]
        const due = deadlineOf(county.county, owner, county.year, county.policy.deadlines)
        const answers: Partial<Record<typeof state, Judgement>> = {
          missing: broken(say('TIM-02', { ...blanks, due: due.day, source: due.source })),
          unreachable: notApplicable('站点或栏目未能看全，尚不能断定是否发布'),
          not_due: notApplicable('未到发布时限'),
        }
        return [{ on, said: answers[state] ?? notApplicable('已找到页面，未能读取') }]
      }),
    examples: [
      { name: '本单位报告已查到', expect: { check: 'TIM-02', verdict: 'kept' } },
      {
        name: '曾经发布，最近两次都查不到',
        state: 'withdrawn',
        expect: { check: 'TIM-02', verdict: 'broken' },
      },
      {
        name: '上一年有、本年没有',
        owed: [{ publisher: { code: '990001201000', name: '三岔乡' }, state: 'missing' }],
        expect: { check: 'TIM-02', verdict: 'broken' },
      },
      {
        name: '栏目打不开',
        owed: [{ publisher: { code: '990001201000', name: '三岔乡' }, state: 'unreachable' }],
        expect: { check: 'TIM-02', verdict: 'not_applicable' },
      },
      {
        name: '还没到时限',
        owed: [{ publisher: { code: '990001201000', name: '三岔乡' }, state: 'not_due' }],
        expect: { check: 'TIM-02', verdict: 'not_applicable' },
      },
    ],
  }),
  countyRule({
    code: 'PAG-03',
    severity: 'W',
    title: '年度报告的链接都能打开',
    basis: '政府网站检查指标：错误链接',
    judge: (county) => [
      ...county.documents.map(({ of: on, document: { url, title, state, snapshot } }) => {
        const blanks = { year: county.year, url }
        if (snapshot !== null) return { on, said: { ...kept(), of: url } }
        const said =
          state === 'missing'
            ? broken(say('PAG-03.document', { ...blanks, title }))
            : uncertain(say('PAG-03.passing', blanks))
        return { on, said: { ...said, of: url } }
      }),
      ...county.seen.flatMap(({ publisher, refs }) =>
        refs.flatMap(({ ref, state, snapshot }, index) => {
          const on = owedBy(county, publisher)
          if (on === null) return []
          const of = String(index)
          if (snapshot !== null) return [{ on, said: { ...kept(), of } }]
          const blanks = { year: county.year, url: ref.url }
          const said =
            state === 'missing' ? broken(say('PAG-03', blanks)) : uncertain(say('PAG-03.passing', blanks))
          return [{ on, said: { ...said, of } }]
        }),
      ),
    ],
    examples: [
      {
        name: '附件不存在',
        documents: ['missing http://www.example.gov.cn/files/1.doc'],
        expect: {
          check: 'PAG-03:http://www.example.gov.cn/files/1.doc',
          verdict: 'broken',
        },
      },
      {
        name: '页面在证据库中',
        url: 'http://www.example.gov.cn/info/1.htm',
        expect: { check: 'PAG-03:0', verdict: 'kept' },
      },
      {
        name: '链接指向的页面不存在',
        dead: ['missing http://www.example.gov.cn/info/2.htm'],
        expect: { check: 'PAG-03:0', verdict: 'broken' },
      },
      {
        name: '网站一时不通',
        dead: ['unreachable http://www.example.gov.cn/info/2.htm'],
        expect: { check: 'PAG-03:0', verdict: 'uncertain' },
      },
    ],
  }),
  countyRule({
    code: 'PAG-04',
    severity: 'I',
    title: '同一年度报告只发布一次',
    basis: '同一报告多处发布时内容应当一致',
    judge: (county) =>
      county.reports.map((on) => {
        const copies = county.copies.filter(({ of }) => of === on)
        if (copies.length === 0) return { on, said: kept() }
        const same = copies.every((copy) => copy.same)
        const where = copies.map(({ url }) => url).join('、')
        return {
          on,
          said: broken(
            say('PAG-04', {
              count: copies.length + 1,
              sameness: same ? '一致' : '不一致',
              where,
            }),
          ),
        }
      }),
    examples: [
      { name: '只有一处', expect: { check: 'PAG-04', verdict: 'kept' } },
      {
        name: '两处发布，数字不同',
        copies: [{ url: 'http://www.example.gov.cn/info/9.htm', same: false }],
        expect: { check: 'PAG-04', verdict: 'broken' },
      },
    ],
  }),
]
