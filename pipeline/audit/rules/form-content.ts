/** What the chapters must speak of, and how long they may be. */
import type { Problem } from '../../../parsers/problem.ts'
import type { Rule } from '../rule.ts'
import { chapterText } from '../shapes/phrase.ts'
import { reportRule } from '../shapes/report.ts'
import { broken, kept, notApplicable } from '../verdicts.ts'
import { say } from '../wording.ts'
import { noticeOf } from '../words.ts'

/** The five aspects of chapter one and words by which each is spoken of. */
const aspects: readonly (readonly [name: string, words: RegExp])[] = [
  ['主动公开', /主动公开|公开(?:各类|政府|政务)?信息|发布(?:各类|政府|政务)?信息/],
  ['依申请公开', /依申请|申请/],
  ['政府信息管理', /信息管理|规范性文件|保密审查|目录|管理制度|动态调整|台账|归档/],
  ['政府信息公开平台建设', /平台|网站|专栏|公众号|新媒体|公开栏|查阅点/],
  ['监督保障', /监督|考核|培训|评议|保障|检查/],
]
const duties: readonly (readonly [name: string, words: RegExp])[] = [
  ['工作考核', /考核/],
  ['社会评议', /评议/],
  ['责任追究', /责任追究|追究责任|追责|问责/],
]
const isCut = (problems: readonly Problem[]): boolean =>
  problems.some(({ code }) => code === 'page_truncated')
const lacking = (list: typeof aspects, text: string): string[] =>
  list.flatMap(([name, words]) => (words.test(text) ? [] : [name]))

/** True where numbered sub-headings skip a number: a paragraph may have been lost on the way to us. */
function hasGap(text: string): boolean {
  const found = [...text.matchAll(/^\(([一二三四五六七八九])\)/gm)].map(([, digit = '']) =>
    '零一二三四五六七八九'.indexOf(digit),
  )
  return found.some((number, index) => index > 0 && number > (found[index - 1] ?? 0) + 1)
}

const five = '(一)主动公开。公开信息9条。(二)依申请公开。(三)政府信息管理。(四)平台建设。(五)监督保障。'

export const rules: readonly Rule[] = [
  reportRule({
    code: 'FMT-14',
    severity: 'I',
    title: '“总体情况”不超过当地规定的篇幅',
    basis: '当地通知（如武政办发〔2025〕54号：原则上不超过一千字），由规则包设定',
    judge: ({ prose, policy }) => {
      const limit = policy.limits.section_one_characters
      if (prose === null) return null
      if (limit === 0) return notApplicable('当地没有篇幅规定')
      const { length } = chapterText(prose, 1).replaceAll('\n', '')
      return length <= limit ? kept() : broken(say('FMT-14', { length, limit }), limit, length)
    },
    examples: [
      { name: '没有规定', prose: [[1, five]], expect: { check: 'FMT-14', verdict: 'not_applicable' } },
      {
        name: '不长',
        prose: [[1, five]],
        policy: { limits: { section_one_characters: 1000 } },
        expect: { check: 'FMT-14', verdict: 'kept' },
      },
      {
        name: '超过一千字',
        prose: [[1, '公开。'.repeat(400)]],
        policy: { limits: { section_one_characters: 1000 } },
        expect: { check: 'FMT-14', verdict: 'broken' },
      },
    ],
  }),
  reportRule({
    code: 'FMT-15',
    severity: 'W',
    title: '“总体情况”涉及五个方面',
    basis: `${noticeOf['2021']}：主动公开、依申请公开、政府信息管理、平台建设、监督保障`,
    judge: ({ prose, year, problems }) => {
      if (isCut(problems)) return notApplicable('页面不完整')
      if (prose === null || year === null || year < 2021) return null
      const text = chapterText(prose, 1)
      if (text === '') return notApplicable('没有读到“总体情况”的正文')
      const missing = lacking(aspects, text)
      if (missing.length > 0 && hasGap(text)) return notApplicable('“总体情况”可能没有读全：小标题编号不连续')
      return missing.length === 0
        ? kept()
        : broken(say('FMT-15', { aspects: missing.map((name) => `“${name}”`).join('、') }))
    },
    examples: [
      { name: '五个方面都有', prose: [[1, five]], expect: { check: 'FMT-15', verdict: 'kept' } },
      {
        name: '没有监督保障',
        prose: [[1, five.replace('(五)监督保障。', '')]],
        expect: { check: 'FMT-15', verdict: 'broken' },
      },
      { name: '没有正文', prose: [], expect: { check: 'FMT-15', verdict: 'not_applicable' } },
      {
        name: '小标题从（三）跳到（五），可能没有读全',
        prose: [
          [1, '(一)主动公开。公开信息9条。'],
          [1, '(二)依申请公开。'],
          [1, '(三)政府信息管理。'],
          [1, '(五)监督保障。'],
        ],
        expect: { check: 'FMT-15', verdict: 'not_applicable' },
      },
    ],
  }),
  reportRule({
    code: 'FMT-16',
    severity: 'W',
    title: '第六部分说明信息处理费收取情况',
    basis: `国办函〔2020〕109号；${noticeOf['2021']} 第六部分注；逾期未缴费须说明（NT-208）`,
    judge: ({ prose, year, panel, problems }) => {
      if (isCut(problems)) return notApplicable('页面不完整')
      if (prose === null || year === null || year < 2021) return null
      if (prose.length === 0) return notApplicable('没有读到正文')
      if (chapterText(prose, 6) === '') return notApplicable('没有读到第六部分的正文')
      // Fees of another kind (行政事业性收费) elsewhere in the report say nothing of this one.
      const told = prose.some(
        ({ text, section }) =>
          /处理费/.test(text) ||
          (section === 6 && /收费|收取|费用/.test(text)) ||
          /申请[^。;]{0,20}(?:收费|费用)/.test(text),
      )
      if (told) return kept()
      const unpaid = panel.get('t3.other_fee_unpaid.total')?.value ?? 0
      return broken(unpaid > 0 ? say('FMT-16.unpaid', { count: unpaid }) : say('FMT-16', {}))
    },
    examples: [
      {
        name: '未收取',
        prose: [[6, '2023年未收取信息处理费。']],
        expect: { check: 'FMT-16', verdict: 'kept' },
      },
      {
        name: '没有说',
        prose: [[6, '没有其他需要报告的事项。']],
        expect: { check: 'FMT-16', verdict: 'broken' },
      },
      {
        name: '没有说，表格却有逾期未缴费的申请',
        editions: { t3: '2021' },
        cells: { 't3.other_fee_unpaid.total': 1 },
        prose: [[6, '没有其他需要报告的事项。']],
        expect: { check: 'FMT-16', verdict: 'broken' },
      },
      {
        name: '别处说的是行政事业性收费',
        prose: [
          [2, '行政事业性收费为零。'],
          [6, '没有其他需要报告的事项。'],
        ],
        expect: { check: 'FMT-16', verdict: 'broken' },
      },
      { name: '没有正文', prose: [], expect: { check: 'FMT-16', verdict: 'not_applicable' } },
    ],
  }),
  reportRule({
    code: 'FMT-17',
    severity: 'I',
    title: '政府的报告反映工作考核、社会评议和责任追究结果',
    basis: '《中华人民共和国政府信息公开条例》第五十条（四）',
    judge: ({ prose, publisher, problems }) => {
      if (isCut(problems)) return notApplicable('页面不完整')
      if (prose === null || publisher === null) return null
      if (publisher.kind !== 'government' && publisher.kind !== 'township') return null
      if (prose.length === 0) return notApplicable('没有读到正文')
      const missing = lacking(duties, prose.map(({ text }) => text).join('\n'))
      return missing.length === 0 ? kept() : broken(say('FMT-17', { duties: missing.join('、') }))
    },
    examples: [
      {
        name: '三项都有',
        prose: [[1, '纳入考核,开展社会评议,未发生责任追究。']],
        expect: { check: 'FMT-17', verdict: 'kept' },
      },
      { name: '只说考核', prose: [[1, '纳入考核。']], expect: { check: 'FMT-17', verdict: 'broken' } },
      { name: '没有正文', prose: [], expect: { check: 'FMT-17', verdict: 'not_applicable' } },
    ],
  }),
]
