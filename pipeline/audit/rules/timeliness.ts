/** Timeliness: deadlines come from the site, dates from the page, and an unknown date accuses nobody. */
import { urlYear } from '../../../parsers/page/furniture.ts'
import type { Rule } from '../rule.ts'
import { reportRule } from '../shapes/report.ts'
import { broken, kept, notApplicable, uncertain } from '../verdicts.ts'
import { say } from '../wording.ts'

const days = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
const article49 = '《中华人民共和国政府信息公开条例》第四十九条'

export const rules: readonly Rule[] = [
  reportRule({
    code: 'TIM-01',
    severity: 'E',
    title: '在规定时限内发布',
    basis: `${article49}；各地通知规定的时限以站点文件为准`,
    judge: ({ report, due, published, first_seen, year, publisher }) => {
      if (due === null) return null
      const blanks = { unit: publisher?.name ?? '本单位', year: year ?? '', due: due.day, source: due.source }
      if (published !== null)
        return published <= due.day
          ? kept()
          : broken(say('TIM-01', { ...blanks, published, days: days(due.day, published) }))
      if (first_seen !== null && first_seen <= due.day) return kept()
      const later = [report.dates.page, report.dates.url, report.dates.signed].find((day) => day !== null)
      const why = later === undefined ? '' : `（页面所载${later}，可能是补录或迁移的日期）`
      return uncertain(say('TIM-01.undated', { ...blanks, why }))
    },
    examples: [
      { name: '一月十三日发布', published: '2024-01-13', expect: { check: 'TIM-01', verdict: 'kept' } },
      { name: '截止日当天发布', published: '2024-01-31', expect: { check: 'TIM-01', verdict: 'kept' } },
      { name: '二月二十一日发布', published: '2024-02-21', expect: { check: 'TIM-01', verdict: 'broken' } },
      {
        name: '没有日期，截止日前已采集到',
        published: null,
        first_seen: '2024-01-20',
        expect: { check: 'TIM-01', verdict: 'kept' },
      },
      {
        name: '只有数年之后补录的日期',
        published: null,
        report: { dates: { page: '2027-02-10', url: null, signed: null } },
        expect: { check: 'TIM-01', verdict: 'uncertain' },
      },
      {
        name: '没有日期，截止日后才采集到',
        published: null,
        first_seen: '2024-06-01',
        expect: { check: 'TIM-01', verdict: 'uncertain' },
      },
    ],
  }),
  reportRule({
    code: 'TIM-03',
    severity: 'W',
    title: '在统计期限结束之后发布',
    basis: '统计期限为上一年度1月1日至12月31日',
    judge: ({ published, year, publisher }) => {
      if (year === null) return null
      const end = `${year}-12-31`
      if (published === null) return notApplicable('没有可用的发布日期')
      return published > end
        ? kept()
        : broken(say('TIM-03', { unit: publisher?.name ?? '本单位', year, published }))
    },
    examples: [
      { name: '次年一月发布', published: '2024-01-13', expect: { check: 'TIM-03', verdict: 'kept' } },
      { name: '当年十二月发布', published: '2023-12-25', expect: { check: 'TIM-03', verdict: 'broken' } },
      { name: '没有日期', published: null, expect: { check: 'TIM-03', verdict: 'not_applicable' } },
    ],
  }),
  reportRule({
    code: 'TIM-04',
    severity: 'W',
    title: '统计期限为报告年度全年',
    basis: '统计期限为上一年度1月1日至12月31日',
    judge: ({ report: { period }, year }) => {
      if (year === null) return null
      if (period === null) return notApplicable('正文没有写明统计期限')
      const [from, to] = [`${year}-01-01`, `${year}-12-31`]
      const same = (period.from === null || period.from === from) && period.to === to
      return same ? kept() : broken(say('TIM-04', { from: period.from ?? '（未写）', to: period.to, year }))
    },
    examples: [
      {
        name: '全年',
        report: { period: { from: '2023-01-01', to: '2023-12-31' } },
        expect: { check: 'TIM-04', verdict: 'kept' },
      },
      {
        name: '只写到十一月',
        report: { period: { from: '2023-01-01', to: '2023-11-30' } },
        expect: { check: 'TIM-04', verdict: 'broken' },
      },
      {
        name: '沿用上一年的期限',
        report: { period: { from: '2022-01-01', to: '2022-12-31' } },
        expect: { check: 'TIM-04', verdict: 'broken' },
      },
      { name: '没有写明', expect: { check: 'TIM-04', verdict: 'not_applicable' } },
    ],
  }),
  reportRule({
    code: 'TIM-05',
    severity: 'I',
    title: '页面、网址与落款的日期相近',
    basis: '补录与迁移的页面不能用来判断是否按时',
    judge: ({ report: { dates }, policy }) => {
      const named = [
        ['页面发布日期', dates.page],
        ['网址日期', dates.url],
        ['落款日期', dates.signed],
      ] as const
      const known = named.flatMap(([name, day]) => (day === null ? [] : [{ name, day }]))
      const sorted = known.toSorted((a, b) => (a.day < b.day ? -1 : 1))
      const [first, last] = [sorted[0], sorted.at(-1)]
      if (first === undefined || last === undefined || sorted.length < 2)
        return notApplicable('可比的日期不足两个')
      const apart = days(first.day, last.day)
      return apart <= policy.limits.date_spread_days
        ? kept()
        : broken(
            say('TIM-05', {
              first: first.name,
              a: first.day,
              last: last.name,
              b: last.day,
              days: apart,
            }),
          )
    },
    examples: [
      {
        name: '相差四天',
        report: { dates: { page: '2024-01-13', url: null, signed: '2024-01-09' } },
        expect: { check: 'TIM-05', verdict: 'kept' },
      },
      {
        name: '六年之后补录',
        report: { dates: { page: '2022-02-10', url: null, signed: '2016-01-20' } },
        expect: { check: 'TIM-05', verdict: 'broken' },
      },
      { name: '没有日期', expect: { check: 'TIM-05', verdict: 'not_applicable' } },
    ],
  }),
  reportRule({
    code: 'TIM-06',
    severity: 'I',
    title: '存放在报告年度的栏目',
    basis: '公开平台按年度存放年度报告',
    judge: ({ url, year }) => {
      const column = urlYear(url)
      if (column === null || year === null) return notApplicable('网址中没有年度栏目')
      return column === year ? kept() : broken(say('TIM-06', { column, year }))
    },
    examples: [
      {
        name: '同年栏目',
        url: 'http://www.example.gov.cn/xxgk/2023n/1.html',
        expect: { check: 'TIM-06', verdict: 'kept' },
      },
      {
        name: '前一年的栏目',
        url: 'http://www.example.gov.cn/xxgk/2022n/1.html',
        expect: { check: 'TIM-06', verdict: 'broken' },
      },
      {
        name: '没有年度栏目',
        url: 'http://www.example.gov.cn/info/1.htm',
        expect: { check: 'TIM-06', verdict: 'not_applicable' },
      },
    ],
  }),
]
