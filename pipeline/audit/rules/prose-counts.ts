/** Counts that the prose leaves out, and counts of another kind than the table's. */
import type { Rule } from '../rule.ts'
import { reportRule } from '../shapes/report.ts'
import { broken, kept } from '../verdicts.ts'
import { say } from '../wording.ts'

export const rules: readonly Rule[] = [
  reportRule({
    code: 'NAR-08',
    severity: 'I',
    title: '需要数量的句子写明数量',
    basis: '条例第五十条：主动公开、收到和处理申请的情况',
    judge: ({ prose }) => {
      if (prose === null) return null
      const found = prose.flatMap(
        ({ text }) =>
          /(?:主动公开|发布|收到|受理|办结)[^\d。;,一二三四五六七八九十百千万两零几]{0,14}(?:信息|申请|文件)(?:共计?|总计)?(?:[_×xX*]+)?[条件份](?=[,。;])/.exec(
            text,
          )?.[0] ?? [],
      )
      const [first] = found
      return first === undefined ? kept() : broken(say('NAR-08', { found: first }))
    },
    examples: [
      {
        name: '写了数量',
        prose: [[1, '全年主动公开政府信息90条。']],
        expect: { check: 'NAR-08', verdict: 'kept' },
      },
      {
        name: '漏写数量',
        prose: [[1, '全年主动公开政府信息条,收到申请3件。']],
        expect: { check: 'NAR-08', verdict: 'broken' },
      },
    ],
  }),
  reportRule({
    code: 'NAR-10',
    severity: 'W',
    title: '咨询、热线不计作申请',
    basis: '依申请公开与咨询口径不同',
    judge: ({ report, panel }) => {
      const received = panel.get('t3.new_received.total')?.value ?? null
      const asked = report.stated.flatMap((one, index) =>
        (one.topic === 'consultations' || one.topic === 'hotline.cases') && one.value > 0
          ? [{ one, index }]
          : [],
      )
      if (asked.length === 0 || received === null) return null
      const said = report.stated.some(
        ({ topic, value }) => topic === 'requests.received' && value === received,
      )
      const same = asked.find(({ one }) => one.value === received && !one.approx)
      if (same === undefined || said) return kept()
      return {
        ...broken(
          say('NAR-10', {
            what: same.one.topic === 'consultations' ? '咨询' : '热线受理',
            count: `${same.one.value}${same.one.unit}`,
            received,
          }),
          null,
          received,
        ),
        cells: ['t3.new_received.total'],
        stated: [same.index],
      }
    },
    examples: [
      {
        name: '咨询三十件，申请二件',
        editions: { t3: '2021' },
        cells: { 't3.new_received.total': 2 },
        stated: [{ topic: 'consultations', value: 30, unit: '件' }],
        expect: { check: 'NAR-10', verdict: 'kept' },
      },
      {
        name: '咨询三十件，申请也填三十件',
        editions: { t3: '2021' },
        cells: { 't3.new_received.total': 30 },
        stated: [{ topic: 'consultations', value: 30, unit: '件' }],
        expect: { check: 'NAR-10', verdict: 'broken' },
      },
    ],
  }),
]
