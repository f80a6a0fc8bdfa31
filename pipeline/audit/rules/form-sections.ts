/** The six chapters: there, called as the form calls them, and as many as announced. */
import { headingWords } from '../../../parsers/report/sections.ts'
import { halfWidth } from '../../../parsers/page/text.ts'
import type { Rule } from '../rule.ts'
import { reportRule } from '../shapes/report.ts'
import type { ReportSubject } from '../subject.ts'
import { broken, kept, notApplicable, uncertain, type Judgement } from '../verdicts.ts'
import { chapterTitle, chapterTitles } from '../words.ts'

const numbers = [1, 2, 3, 4, 5, 6] as const
const isCut = ({ problems }: ReportSubject): boolean => problems.some(({ code }) => code === 'page_truncated')
const hasForm = (subject: ReportSubject): boolean => subject.year !== null && subject.year >= 2019
const bare = (title: string): string =>
  halfWidth(headingWords(title))
    .replace(/\([^()]*\)/g, '')
    .replace(/[:：。]$/, '')
    .replace(/[,，]/g, '、')
const digits = '零一二三四五六七八九十'

const six = numbers.map((no) => ({ no, title: `${digits[no]}、${chapterTitle(no)}`, start: no }))

export const rules: readonly Rule[] = [
  reportRule({
    code: 'FMT-02',
    severity: 'E',
    title: '六个部分齐全',
    basis: '《中华人民共和国政府信息公开条例》第五十条；统一格式',
    judge: (subject) => {
      if (!hasForm(subject)) return null
      const { sections } = subject.report
      const found = new Set(sections.map(({ no }) => no))
      if (isCut(subject)) return notApplicable('页面不完整')
      if (found.size === 0) return uncertain('全文没有可辨认的标题，不能判断六个部分是否齐全。')
      return numbers.map((no): Judgement => {
        const of = String(no)
        if (found.has(no)) return { ...kept(), of }
        return { ...broken(`缺少“${chapterTitle(no)}”部分。`), of }
      })
    },
    examples: [
      { name: '六部分齐全', expect: { check: 'FMT-02:6', verdict: 'kept' } },
      {
        name: '没有第六部分',
        report: { sections: six.slice(0, 5) },
        expect: { check: 'FMT-02:6', verdict: 'broken' },
      },
      {
        name: '页面断开',
        problems: [{ code: 'page_truncated', detail: '' }],
        expect: { check: 'FMT-02', verdict: 'not_applicable' },
      },
      {
        name: '一个标题也没有',
        report: { sections: [] },
        expect: { check: 'FMT-02', verdict: 'uncertain' },
      },
    ],
  }),
  reportRule({
    code: 'FMT-03',
    severity: 'W',
    title: '各部分标题与统一格式一致',
    basis: '统一格式',
    judge: (subject) =>
      hasForm(subject)
        ? subject.report.sections.map(({ no, title }): Judgement => {
            const printed = bare(title)
            const same = chapterTitles[no]?.some((wording) => bare(wording) === printed) === true
            return {
              ...(same ? kept() : broken(`“${chapterTitle(no)}”标题表述为“${title}”，与统一格式不一致。`)),
              of: String(no),
            }
          })
        : null,
    examples: [
      { name: '一字不差', expect: { check: 'FMT-03:5', verdict: 'kept' } },
      {
        name: '条例第五十条的说法也可以',
        report: {
          sections: [{ no: 4, title: '四、因政府信息公开工作被申请行政复议、提起行政诉讼情况', start: 0 }],
        },
        expect: { check: 'FMT-03:4', verdict: 'kept' },
      },
      {
        name: '换了说法',
        report: { sections: [{ no: 5, title: '五、存在问题和下一步打算', start: 0 }] },
        expect: { check: 'FMT-03:5', verdict: 'broken' },
      },
    ],
  }),
  reportRule({
    code: 'FMT-12',
    severity: 'I',
    title: '引言所说的部分数与实际相符',
    basis: '报告自身的说法（NT-211）',
    judge: (subject) => {
      const { prose, report } = subject
      if (prose === null || !hasForm(subject)) return null
      if (isCut(subject)) return notApplicable('页面不完整')
      const head = prose.filter(({ section }) => section === null || section === 1)
      const said = head
        .map(
          ({ text }) =>
            /(?:由|分为?|包括|共)[^。;]{0,120}?([一二三四五六七八九十]|\d{1,2})个?(?:大)?部分/.exec(
              text,
            )?.[1],
        )
        .find((word) => word !== undefined)
      if (said === undefined) return notApplicable('引言没有说分几部分')
      const announced = /\d/.test(said) ? Number(said) : digits.indexOf(said)
      const listed = report.sections.length
      return announced === listed
        ? kept()
        : broken(`引言称报告由${announced}部分组成，实际列出${listed}部分。`, announced, listed)
    },
    examples: [
      {
        name: '六个部分',
        prose: [[0, '本报告由总体情况、主动公开政府信息情况等六个部分组成。']],
        expect: { check: 'FMT-12', verdict: 'kept' },
      },
      {
        name: '说八个部分',
        prose: [[0, '全文共八个部分。']],
        expect: { check: 'FMT-12', verdict: 'broken' },
      },
      {
        name: '没有说',
        prose: [[0, '现公布本报告。']],
        expect: { check: 'FMT-12', verdict: 'not_applicable' },
      },
    ],
  }),
]
