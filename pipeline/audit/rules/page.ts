/** The page: tables and report as text on it, its title and its index number. */
import { readIndexNumber } from '../../../parsers/page/index-number.ts'
import { readTitle } from '../../../parsers/page/title.ts'
import type { Rule } from '../rule.ts'
import { detailOf } from '../shapes/problem.ts'
import { reportRule } from '../shapes/report.ts'
import { broken, kept, notApplicable } from '../verdicts.ts'
import { say } from '../wording.ts'

const doubled = /(20\d\d年度?).{0,12}\1|年度.{0,12}年度报告|(政府信息公开).{0,12}\2|镇镇|乡乡/

const indexed = (text: string) => ({ index_number: text, index: readIndexNumber(text) })

export const rules: readonly Rule[] = [
  reportRule({
    code: 'PAG-01',
    severity: 'W',
    title: '表格不以图片发布',
    basis: '公开的信息应便于检索、复制',
    judge: ({ problems }) => {
      const images = problems.filter(({ code }) => code === 'table_as_image' || code === 'image_only')
      if (images.length === 0) return kept()
      return broken(say('PAG-01', { what: images.map(detailOf).join('；') }))
    },
    examples: [
      { name: '没有图片', expect: { check: 'PAG-01', verdict: 'kept' } },
      {
        name: '三张图片中的一张',
        problems: [{ code: 'table_as_image', detail: '统计表为图片：第三部分' }],
        expect: { check: 'PAG-01', verdict: 'broken' },
      },
    ],
  }),
  reportRule({
    code: 'PAG-02',
    severity: 'I',
    title: '报告不只以附件发布',
    basis: '公开的信息应便于检索、复制',
    judge: ({ problems, report }) => {
      const whole = problems.find(({ code }) => code === 'report_as_document')
      if (whole !== undefined) return broken(say('PAG-02', { what: detailOf(whole) }))
      const tables = problems.find(({ code }) => code === 'tables_as_document')
      if (tables !== undefined) return broken(say('PAG-02.tables', { what: detailOf(tables) }))
      const attached = problems.find(({ code }) => code === 'table_in_attachment')
      if (attached === undefined || report.facts.length > 0) return kept()
      const what = detailOf(attached)
      return broken(report.sections.length === 0 ? say('PAG-02', { what }) : say('PAG-02.tables', { what }))
    },
    examples: [
      { name: '正文与表格都在页面上', expect: { check: 'PAG-02', verdict: 'kept' } },
      {
        name: '全文读自附件',
        problems: [{ code: 'report_as_document', detail: '报告以文档而非网页发布：附件“年报.docx”' }],
        expect: { check: 'PAG-02', verdict: 'broken' },
      },
      {
        name: '表格读自附件',
        problems: [
          { code: 'tables_as_document', detail: '统计表以文档而非网页发布：第三部分，附件“附表.xls”' },
        ],
        expect: { check: 'PAG-02', verdict: 'broken' },
      },
      {
        name: '只有附件',
        report: { sections: [] },
        problems: [{ code: 'table_in_attachment', detail: '统计表仅在附件中：第三部分，见“年报.docx”' }],
        expect: { check: 'PAG-02', verdict: 'broken' },
      },
      {
        name: '正文在页面上，统计表在附件里',
        problems: [{ code: 'table_in_attachment', detail: '统计表仅在附件中：第三部分，见“附表.xls”' }],
        expect: { check: 'PAG-02', verdict: 'broken' },
      },
    ],
  }),
  reportRule({
    code: 'PAG-05',
    severity: 'I',
    title: '标题写明年度、单位与“政府信息公开工作年度报告”',
    basis: '统一格式；便于检索',
    judge: ({ report: { title } }) => {
      if (title === null) return notApplicable('没有读到标题')
      const { year, publisher } = readTitle(title)
      const faults = [
        ...(year === null ? ['缺年度'] : []),
        ...(publisher === null ? ['缺单位'] : []),
        ...(/政府信息公开工作年度报告/.test(title.replace(/\s/g, '')) ? [] : ['名称不统一']),
        ...(doubled.test(title) ? ['用词重复'] : []),
      ]
      return faults.length === 0 ? kept() : broken(say('PAG-05', { title, faults: faults.join('、') }))
    },
    examples: [
      {
        name: '规范的标题',
        report: { title: '云岭县石门镇2023年政府信息公开工作年度报告' },
        expect: { check: 'PAG-05', verdict: 'kept' },
      },
      {
        name: '没有年度与单位',
        report: { title: '政府信息公开工作年度报告' },
        expect: { check: 'PAG-05', verdict: 'broken' },
      },
      {
        name: '年度写了两遍',
        report: { title: '云岭县石门镇2023年度政府信息公开工作年度报告' },
        expect: { check: 'PAG-05', verdict: 'broken' },
      },
      {
        name: '没有读到标题',
        report: { title: null },
        expect: { check: 'PAG-05', verdict: 'not_applicable' },
      },
    ],
  }),
  reportRule({
    code: 'PAG-06',
    severity: 'I',
    title: '索引号齐全、规范',
    basis: '政府信息公开目录的索引号；是否必须由规则包设定',
    judge: ({ report: { index_number, index }, policy }) => {
      if (index_number === null)
        return policy.limits.index_number_required === 0
          ? notApplicable('页面没有索引号，当地未作要求')
          : broken(say('PAG-06', { raw: '' }))
      return index !== null && !index.valid ? broken(say('PAG-06', { raw: index_number })) : kept()
    },
    examples: [
      {
        name: '机构代码、年份与流水号',
        report: indexed('014416330/2018-04736'),
        expect: { check: 'PAG-06', verdict: 'kept' },
      },
      {
        name: '流水号位置是程序占位词',
        report: indexed('GCX0048/2021-None'),
        expect: { check: 'PAG-06', verdict: 'broken' },
      },
      { name: '没有索引号', expect: { check: 'PAG-06', verdict: 'not_applicable' } },
    ],
  }),
]
