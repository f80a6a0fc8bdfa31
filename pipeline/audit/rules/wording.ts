/** Wordings that should not stand in a report: wrong citations, hints of the template, memos, typos, personal data. */
import type { Rule } from '../rule.ts'
import { phraseRule, placesOf } from '../shapes/phrase.ts'
import { broken, uncertain } from '../verdicts.ts'
import { say } from '../wording.ts'
import { noticeOf } from '../words.ts'

/** Citations that are wrong whatever the year, and the old form's notice where the new one applies. Text is half-width. */
const citations =
  /国办发[〔[(]2021[〕\])]30号|国办公开办函[〔[(]2019[〕\])]30号|国办公开办涵[〔[(]?20\d\d[〕\])]?\d*号?|国办公开函[〔[(]20\d\d[〕\])]\d+号/g
const oldForm = /国办公开办函[〔[(]2019[〕\])]60号/g
const hints = /\(文字描述\)|该部分以表格形式报告|表格如下:?|\(此处(?:填写|插入)[^()]{0,20}\)|×{2,}|X{3,}/g
const memo =
  /根据贵[办局委单位]{1,2}[^。;]{0,20}|予以上报|特此(?:上报|报告)贵|现(?:将[^。;]{0,30})?上报(?:如下)?/g
const doubledYear = /(?<!\d)20\d{4}年/g

const mobile = /(?<!\d)1[3-9]\d{9}(?!\d)/g
const identity =
  /(?<!\d)[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])/g
const mailbox = /(?:联系人|个人邮箱)[^。;]{0,30}?[\w.-]{3,40}@[\w-]+\.[a-z]{2,6}/g
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** True where the last digit of an identity number is the right check digit (GB 11643). */
function isIdentity(number: string): boolean {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(number[index]), 0)
  return '10X98765432'[sum % 11] === number.slice(-1).toUpperCase()
}

/** Personal data as a finding may show it: head and tail only. */
const mask = (text: string): string => `${text.slice(0, 3)}****${text.slice(-2)}`

export const rules: readonly Rule[] = [
  phraseRule({
    code: 'FMT-11',
    severity: 'I',
    title: '引用的文号正确',
    basis: '国办公开办函〔2021〕30号（2021年度起）',
    applies: ({ year }) => year !== null && year >= 2019,
    find: (text, { year }) => [
      ...placesOf(text, citations),
      ...(year !== null && year >= 2021 ? placesOf(text, oldForm) : []),
    ],
    tell: (found, { year }) =>
      broken(say('FMT-11', { found, due: noticeOf[year !== null && year < 2021 ? '2019' : '2021'] })),
    examples: [
      {
        name: '正确的文号',
        prose: [[0, '根据国办公开办函〔2021〕30号文件要求。']],
        expect: { check: 'FMT-11', verdict: 'kept' },
      },
      {
        name: '仍引60号文',
        prose: [[0, '根据国办公开办函〔2019〕60号文件要求。']],
        expect: { check: 'FMT-11:国办公开办函〔2019〕60号', verdict: 'broken' },
      },
      {
        name: '国办发',
        prose: [[0, '根据国办发〔2021〕30号文件要求。']],
        expect: { check: 'FMT-11:国办发〔2021〕30号', verdict: 'broken' },
      },
    ],
  }),
  phraseRule({
    code: 'FMT-13',
    severity: 'I',
    title: '没有残留的模板提示语',
    basis: '统一格式中的提示语不是报告内容',
    find: (text) => placesOf(text, hints),
    tell: (found) => broken(say('FMT-13', { found })),
    examples: [
      { name: '没有残留', prose: [[1, '公开信息9条。']], expect: { check: 'FMT-13', verdict: 'kept' } },
      {
        name: '该部分以表格形式报告',
        prose: [[2, '(该部分以表格形式报告。)']],
        expect: { check: 'FMT-13:该部分以表格形式报告', verdict: 'broken' },
      },
    ],
  }),
  phraseRule({
    code: 'PAG-07',
    severity: 'I',
    title: '发布的是报告，不是报送稿',
    basis: '年度报告面向社会公布',
    find: (text) => placesOf(text, memo),
    tell: (found) => broken(say('PAG-07', { found })),
    examples: [
      { name: '面向社会', prose: [[0, '现公布本报告。']], expect: { check: 'PAG-07', verdict: 'kept' } },
      {
        name: '根据贵办要求',
        prose: [[0, '根据贵办要求,现将有关情况上报如下。']],
        expect: { check: 'PAG-07:根据贵办要求,现将有关情况上报如下', verdict: 'broken' },
      },
    ],
  }),
  phraseRule({
    code: 'LAN-01',
    severity: 'W',
    title: '没有常见错别字',
    basis: '错别字表，可由规则包增补',
    find: (text, { policy }) => [
      ...policy.typos.flatMap(({ wrong }) => (text.includes(wrong) ? [wrong] : [])),
      ...placesOf(text, doubledYear),
    ],
    tell: (found, { policy }) => {
      const right = policy.typos.find(({ wrong }) => wrong === found)?.right
      return broken(right === undefined ? say('LAN-01', { found }) : say('LAN-01.right', { found, right }))
    },
    examples: [
      {
        name: '行政事业性收费',
        prose: [[1, '行政事业性收费为零。']],
        expect: { check: 'LAN-01', verdict: 'kept' },
      },
      {
        name: '行政事业型收费',
        prose: [[1, '行政事业型收费为零。']],
        expect: { check: 'LAN-01:事业型收费', verdict: 'broken' },
      },
      {
        name: '202020年',
        prose: [[1, '202020年公开9条。']],
        expect: { check: 'LAN-01:202020年', verdict: 'broken' },
      },
    ],
  }),
  phraseRule({
    code: 'LAN-02',
    severity: 'E',
    title: '没有错敏表述',
    basis: '当地错敏词表，由规则包给出',
    applies: ({ policy }) => policy.sensitive.length > 0,
    find: (text, { policy }) => policy.sensitive.filter((word) => text.includes(word)),
    tell: (found) => broken(say('LAN-02', { found })),
    examples: [
      {
        name: '没有出现',
        prose: [[1, '公开信息9条。']],
        policy: { sensitive: ['某错误表述'] },
        expect: { check: 'LAN-02', verdict: 'kept' },
      },
      {
        name: '出现一处',
        prose: [[1, '文中有某错误表述。']],
        policy: { sensitive: ['某错误表述'] },
        expect: { check: 'LAN-02:某错误表述', verdict: 'broken' },
      },
    ],
  }),
  phraseRule({
    code: 'LAN-03',
    severity: 'W',
    title: '页面不含个人信息',
    basis: '《中华人民共和国个人信息保护法》；条例第十五条',
    find: (text) => [
      ...placesOf(text, mobile),
      ...placesOf(text, identity).filter(isIdentity),
      ...placesOf(text, mailbox),
    ],
    tell: (found) => {
      const isMailbox = found.includes('@')
      const masked = mask(isMailbox ? found.slice(found.search(/[\w.-]{3,40}@/)) : found)
      return {
        ...(isMailbox ? uncertain(say('LAN-03.mailbox', { masked })) : broken(say('LAN-03', { masked }))),
        of: masked,
      }
    },
    examples: [
      {
        name: '办公电话',
        prose: [[6, '联系电话0999-1234567。']],
        expect: { check: 'LAN-03', verdict: 'kept' },
      },
      {
        name: '手机号码',
        prose: [[6, '联系人手机13900000000。']],
        expect: { check: 'LAN-03:139****00', verdict: 'broken' },
      },
      {
        name: '联系人邮箱，可能是公务邮箱',
        prose: [[6, '联系人:王某,zhangsan@example.com。']],
        expect: { check: 'LAN-03:zha****om', verdict: 'uncertain' },
      },
    ],
  }),
]
