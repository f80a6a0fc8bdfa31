/** The six chapters: there, called as the form calls them, and as many as announced. */
import type { Section } from '../../../parsers/report/report.ts'
import { headingWords } from '../../../parsers/report/sections.ts'
import { halfWidth } from '../../../parsers/page/text.ts'
import type { Rule } from '../rule.ts'
import { reportRule } from '../shapes/report.ts'
import type { ReportSubject } from '../subject.ts'
import { broken, kept, notApplicable, uncertain, type Judgement } from '../verdicts.ts'
import { say } from '../wording.ts'
import { chapterTitle, chapterTitles, editionFor, noticeOf } from '../words.ts'

const numbers = [1, 2, 3, 4, 5, 6] as const
const isCut = ({ problems }: ReportSubject): boolean => problems.some(({ code }) => code === 'page_truncated')
const hasForm = (subject: ReportSubject): boolean => subject.year !== null && subject.year >= 2019
const bare = (title: string): string =>
  halfWidth(headingWords(title))
    .replace(/\([^()]*\)/g, '')
    .replace(/[:：。]$/, '')
    .replace(/[,，]/g, '、')
const digits = '零一二三四五六七八九十'

/** A word by which each chapter is known, also inside another chapter's heading. */
const marks: Readonly<Record<(typeof numbers)[number], RegExp>> = {
  1: /总体情况/,
  2: /主动公开/,
  3: /申请/,
  4: /行政复议|行政诉讼/,
  5: /存在的?(?:主要)?问题/,
  6: /其[他它]需要/,
}

/** The chapter whose heading also announces a missing one, with that heading; null where there is none. */
function mergedInto({ report, prose }: ReportSubject, missing: (typeof numbers)[number]) {
  for (const { no, title } of report.sections) {
    const [first] = prose?.filter(({ section }) => section === no) ?? []
    const rest = first !== undefined && first.text.length <= 40 && /^[及和与、]/.test(first.text)
    const whole = rest ? `${title}${first.text}` : title
    if (no !== missing && marks[missing].test(whole.slice(chapterTitle(no).length - 2)))
      return { no, title: whole }
  }
  return null
}

const wordingOf = ({ report }: ReportSubject): Judgement[] =>
  report.sections.map(({ no, title }): Judgement => {
    const printed = bare(title)
    const same = chapterTitles[no]?.some((wording) => bare(wording) === printed) === true
    return {
      ...(same ? kept() : broken(say('FMT-03', { chapter: chapterTitle(no), title }))),
      of: String(no),
    }
  })

function orderOf(sections: readonly Section[]): Judgement[] {
  const at = sections.findIndex(({ no }, index) => no < (sections[index - 1]?.no ?? 0))
  const [early, late] = [sections[at], sections[at - 1]]
  if (early === undefined || late === undefined) return []
  const blanks = { chapter: chapterTitle(early.no), before: chapterTitle(late.no) }
  return [{ ...broken(say('FMT-03.order', blanks)), of: 'order' }]
}

function mergersOf(subject: ReportSubject): Judgement[] {
  const found = new Set(subject.report.sections.map(({ no }) => no))
  return numbers.flatMap((no): Judgement[] => {
    const into = found.has(no) ? null : mergedInto(subject, no)
    if (into === null) return []
    const blanks = { chapter: chapterTitle(no), other: chapterTitle(into.no), title: into.title }
    return [{ ...broken(say('FMT-03.merged', blanks)), of: `merged:${no}` }]
  })
}

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
      if (found.size === 0) return uncertain(say('FMT-02.none', {}))
      const notice = noticeOf[editionFor(subject.year ?? 0) ?? '2021']
      return numbers.map((no): Judgement => {
        const of = String(no)
        if (found.has(no)) return { ...kept(), of }
        if (mergedInto(subject, no) !== null)
          return { ...notApplicable('与另一部分合为一个标题，另见 FMT-03'), of }
        return { ...broken(say('FMT-02', { chapter: chapterTitle(no), notice })), of }
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
        name: '第四部分并入第三部分的标题',
        report: { sections: six.filter(({ no }) => no !== 4) },
        prose: [[3, '及政府信息公开行政复议、行政诉讼情况']],
        expect: { check: 'FMT-02:4', verdict: 'not_applicable' },
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
        ? [...wordingOf(subject), ...orderOf(subject.report.sections), ...mergersOf(subject)]
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
      {
        name: '第五部分排在第六部分之后',
        report: { sections: [...six.slice(0, 4), ...six.slice(5), ...six.slice(4, 5)] },
        expect: { check: 'FMT-03:order', verdict: 'broken' },
      },
      {
        name: '申请与复议诉讼合为一个标题',
        report: { sections: six.filter(({ no }) => no !== 4) },
        prose: [[3, '及政府信息公开行政复议、行政诉讼情况']],
        expect: { check: 'FMT-03:merged:4', verdict: 'broken' },
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
      return announced === listed ? kept() : broken(say('FMT-12', { announced, listed }), announced, listed)
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
