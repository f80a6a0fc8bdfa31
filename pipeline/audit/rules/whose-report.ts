/** Whose report it is: names, self-references, and columns that belong to another. */
import { matchPublisher } from '../../../crawlers/publishers.ts'
import { local, othersNamed, standing, strangersNamed, strangeSelf } from '../names.ts'
import type { Rule } from '../rule.ts'
import { phraseRule, placesOf } from '../shapes/phrase.ts'
import { reportRule } from '../shapes/report.ts'
import { broken, kept, notApplicable, uncertain } from '../verdicts.ts'
import { say } from '../wording.ts'

export const rules: readonly Rule[] = [
  phraseRule({
    code: 'AGY-04',
    severity: 'E',
    title: '正文不出现其他乡镇的名称',
    basis: '沿用其他单位文字的迹象（AG-105）',
    applies: ({ publisher, county }) =>
      county !== null && publisher !== null && local.includes(publisher.kind),
    find: (text, { publisher, county }) =>
      publisher === null || county === null
        ? []
        : [
            ...othersNamed(text, publisher, county).flatMap((name) => {
              const how = standing(text, name)
              return how === 'mention' ? [] : [how === 'subject' ? name : `疑似${name}`]
            }),
            ...strangersNamed(text, county).map((name) => `外来${name}`),
          ],
    tell: (found) => {
      const name = found.replace(/^(?:疑似|外来)/, '')
      if (found === name) return broken(say('AGY-04', { name }))
      return uncertain(
        found.startsWith('疑似') ? say('AGY-04.maybe', { name }) : say('AGY-04.stranger', { name }),
      )
    },
    examples: [
      {
        name: '只有自己的名称',
        prose: [[1, '石门镇主动公开信息9条。']],
        expect: { check: 'AGY-04', verdict: 'kept' },
      },
      {
        name: '写成了别的镇',
        prose: [[1, '2023年,青杨镇主动公开信息9条。']],
        others: [{ publisher: { code: '990001101000', name: '青杨镇' } }],
        expect: { check: 'AGY-04:青杨镇', verdict: 'broken' },
      },
      {
        name: '与别的镇交叉检查',
        prose: [[1, '与青杨镇开展交叉检查。']],
        others: [{ publisher: { code: '990001101000', name: '青杨镇' } }],
        expect: { check: 'AGY-04', verdict: 'kept' },
      },
      {
        name: '请与青杨镇党政办联系',
        prose: [[0, '如有疑问,请与青杨镇党政办联系。']],
        others: [{ publisher: { code: '990001101000', name: '青杨镇' } }],
        expect: { check: 'AGY-04:疑似青杨镇', verdict: 'uncertain' },
      },
      {
        name: '以不知何处的乡为主语',
        prose: [[1, '2023年,黄村乡主动公开信息9条。']],
        expect: { check: 'AGY-04:外来黄村乡', verdict: 'uncertain' },
      },
      {
        name: '我镇、各乡镇、别名都不是外来名称',
        prose: [[1, '2023年度石门镇主动公开信息9条,我镇收到申请0件,全县各乡镇主动公开信息90条。']],
        expect: { check: 'AGY-04', verdict: 'kept' },
      },
    ],
  }),
  phraseRule({
    code: 'AGY-05',
    severity: 'W',
    title: '自称与报告主体相符',
    basis: '沿用其他单位文字的迹象（AG-105）',
    applies: ({ publisher }) => publisher !== null,
    find: (text, { publisher }) => (publisher === null ? [] : placesOf(text, strangeSelf(publisher))),
    tell: (found) => broken(say('AGY-05', { found })),
    examples: [
      { name: '镇称我镇', prose: [[1, '我镇公开信息9条。']], expect: { check: 'AGY-05', verdict: 'kept' } },
      {
        name: '镇称我局',
        prose: [[1, '我局公开信息9条。']],
        expect: { check: 'AGY-05:我局', verdict: 'broken' },
      },
      {
        name: '镇称我乡',
        prose: [[1, '我乡公开信息9条。']],
        expect: { check: 'AGY-05:我乡', verdict: 'broken' },
      },
      {
        name: '镇称全省公开信息若干条',
        prose: [[1, '全省主动公开信息9条。']],
        expect: { check: 'AGY-05:全省', verdict: 'broken' },
      },
      {
        name: '参加全省会议不是自称',
        prose: [[1, '参加全省政务公开会议。']],
        expect: { check: 'AGY-05', verdict: 'kept' },
      },
    ],
  }),
  reportRule({
    code: 'AGY-06',
    severity: 'E',
    title: '报告发布在本单位的栏目',
    basis: '国办公开办函〔2019〕61号：各单位年度报告栏目',
    judge: ({ report, publisher, county }) => {
      if (publisher === null || county === null) return null
      if (report.publisher === null) return notApplicable('页面没有写明报告主体')
      const match = matchPublisher(report.publisher, county)
      const saying = say('AGY-06', { found: report.publisher, unit: publisher.name })
      if (match.kind === 'one') return match.publisher.code === publisher.code ? kept() : broken(saying)
      if (match.kind === 'several')
        return match.publishers.some(({ code }) => code === publisher.code) ? kept() : uncertain(saying)
      const elsewhere =
        /[县市区旗]/.test(report.publisher) && !report.publisher.includes(county.name.slice(0, -1))
      return elsewhere ? uncertain(saying) : notApplicable(`登记的单位中没有“${report.publisher}”`)
    },
    examples: [
      { name: '石门镇的报告', report: { publisher: '石门镇' }, expect: { check: 'AGY-06', verdict: 'kept' } },
      {
        name: '石门镇栏目里是青杨镇的报告',
        report: { publisher: '青杨镇' },
        others: [{ publisher: { code: '990001101000', name: '青杨镇' } }],
        expect: { check: 'AGY-06', verdict: 'broken' },
      },
      {
        name: '外县的名称',
        report: { publisher: '应城市某镇' },
        expect: { check: 'AGY-06', verdict: 'uncertain' },
      },
      {
        name: '没有写明主体',
        report: { publisher: null },
        expect: { check: 'AGY-06', verdict: 'not_applicable' },
      },
    ],
  }),
  reportRule({
    code: 'AGY-07',
    severity: 'W',
    title: '人民政府与其办公室的报告分别发布',
    basis: '《中华人民共和国政府信息公开条例》第四十九条：主管部门发布本级政府的报告',
    judge: ({ report, publisher }) => {
      if (publisher === null || (publisher.kind !== 'government' && publisher.kind !== 'office')) return null
      if (report.publisher === null) return notApplicable('页面没有写明报告主体')
      const office = /办公室|[县市区旗]政府办$/.test(report.publisher)
      return office === (publisher.kind === 'office')
        ? kept()
        : broken(say('AGY-07', { unit: publisher.name, found: report.publisher }))
    },
    examples: [
      {
        name: '县政府的报告',
        publisher: { code: '990001000000', name: '云岭县人民政府', kind: 'government' },
        report: { publisher: '云岭县人民政府' },
        expect: { check: 'AGY-07', verdict: 'kept' },
      },
      {
        name: '县政府栏目里是办公室的报告',
        publisher: { code: '990001000000', name: '云岭县人民政府', kind: 'government' },
        report: { publisher: '云岭县人民政府办公室' },
        expect: { check: 'AGY-07', verdict: 'broken' },
      },
      {
        name: '没有写明主体',
        publisher: { code: '990001000000', name: '云岭县人民政府', kind: 'government' },
        report: { publisher: null },
        expect: { check: 'AGY-07', verdict: 'not_applicable' },
      },
    ],
  }),
]
