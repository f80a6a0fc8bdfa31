/** The text of a report: six chapters whose figures agree with its tables and whose lists add up, unless a fault says otherwise. Pure. */
import type { DemoPublisher } from './county.ts'
import type { PrintedEdition } from './form-grid.ts'
import type { Figures } from './figures.ts'
import { valueOf } from './figures.ts'
import type { SectionText } from './page-writer.ts'
import type { Topic } from './phrases.ts'
import { disclosureItems, phrases } from './phrases.ts'
import { between, chanceOf, shuffle } from './seeded.ts'

/** What a unit published on its own initiative: a total and what it consists of. */
export interface Disclosure {
  total: number
  items: readonly { name: string; count: number }[]
}

/** A unit's disclosure count of one year. */
export function disclosureOf(publisher: DemoPublisher, year: number): Disclosure {
  const chance = chanceOf(`${publisher.code}/${year}/disclosed`)
  const names = shuffle(chance, disclosureItems).slice(0, between(chance, 4, 6))
  const items = names.map((name) => ({ name, count: between(chance, 1, 12 + publisher.scale * 6) }))
  return { total: items.reduce((sum, { count }) => sum + count, 0), items }
}

/** The county's count: that of its units, by the kind of unit. */
export function sumDisclosure(units: readonly { kind: DemoPublisher['kind']; total: number }[]): Disclosure {
  const names = {
    office: '县政府办公室',
    department: '县直部门',
    subdistrict: '街道',
    township: '乡镇',
  } as const
  const items = (['office', 'department', 'subdistrict', 'township'] as const).map((kind) => ({
    name: names[kind],
    count: units.filter((unit) => unit.kind === kind).reduce((sum, { total }) => sum + total, 0),
  }))
  return { total: items.reduce((sum, { count }) => sum + count, 0), items }
}

/** Sentences of a topic in an order that is the unit's own; neighbouring years share none. */
function say(topic: Topic, publisher: DemoPublisher, year: number, count = 1): string {
  const order = shuffle(chanceOf(`${publisher.code}/${topic}`), phrases[topic])
  return Array.from({ length: count }, (_, index) => order[(year + index * 2) % order.length] ?? '')
    .join('')
    .replaceAll('{self}', publisher.self)
}

function disclosureSentence(publisher: DemoPublisher, year: number, { total, items }: Disclosure): string {
  const list = items.map(({ name, count }) => `${name}${count}条`).join('、')
  const shapes = [
    `${year}年，${publisher.self}主动公开政府信息${total}条，其中${list}。`,
    `${year}年，${publisher.self}共主动公开政府信息${total}条，其中包括：${list}。`,
    `全年${publisher.self}累计主动公开政府信息${total}条，其中，${list}。`,
  ]
  return shapes[year % shapes.length] ?? ''
}

function requestSentence(year: number, figures: Figures): string {
  const of = (row: 'new_received' | 'carried_in' | 'results_total' | 'carried_out'): number =>
    valueOf(figures, `t3.${row}.total`)
  if (of('new_received') + of('carried_in') === 0) return `${year}年未收到政府信息公开申请。`
  return `${year}年收到政府信息公开申请${of('new_received')}件，上年结转${of('carried_in')}件，办结${of('results_total')}件，结转下年度继续办理${of('carried_out')}件。`
}

function reviewSentence(figures: Figures): string {
  const reconsiderations = valueOf(figures, 't4.reconsideration.total')
  const lawsuits =
    valueOf(figures, 't4.litigation_direct.total') +
    valueOf(figures, 't4.litigation_after_reconsideration.total')
  if (reconsiderations + lawsuits === 0) return '未发生因政府信息公开引起的行政复议和行政诉讼。'
  return `因政府信息公开被申请行政复议${reconsiderations}件、被提起行政诉讼${lawsuits}件。`
}

function documentSentence(edition: PrintedEdition, figures: Figures): string {
  const of = (measure: 'made' | 'issued' | 'repealed' | 'in_force'): number =>
    valueOf(figures, `t2.normative_docs.${measure}`)
  return edition === '2019'
    ? `新制作规范性文件${of('made')}件。`
    : `制发行政规范性文件${of('issued')}件，废止${of('repealed')}件，现行有效${of('in_force')}件。`
}

/** The paragraph before chapter one: what the report is, and the period that its figures cover. */
export function preambleOf(publisher: DemoPublisher, year: number, edition: PrintedEdition): string {
  const notice = edition === '2019' ? '国办公开办函〔2019〕60号' : '国办公开办函〔2021〕30号'
  const source =
    publisher.kind === 'government' ? '本报告汇总县政府办公室、县直部门、各街道和各乡镇的数据编制而成。' : ''
  return `根据《中华人民共和国政府信息公开条例》和${notice}文件要求，编制本报告。${source}本报告所列数据的统计期限自${year}年1月1日起至${year}年12月31日止。`
}

/** The six chapters of one report. */
export function sectionsOf(
  publisher: DemoPublisher,
  year: number,
  edition: PrintedEdition,
  figures: Figures,
  disclosure: Disclosure,
): SectionText[] {
  const topic = (name: Topic, count = 1): string => say(name, publisher, year, count)
  const fees = edition === '2019' && year < 2021 ? '' : `${year}年未收取信息处理费。`
  const assessment =
    publisher.kind === 'government'
      ? '全县开展了年度工作考核和社会评议，未发生责任追究情形。'
      : (year + Number(publisher.code.slice(6, 9))) % 5 === 0
        ? ''
        : '年度工作考核和社会评议结果良好，未发生责任追究情形。'
  return [
    {
      no: 1,
      title: '一、总体情况',
      paragraphs: [
        topic('opening'),
        `（一）主动公开。${disclosureSentence(publisher, year, disclosure)}${topic('disclosure', 2)}`,
        `（二）依申请公开。${requestSentence(year, figures)}${reviewSentence(figures)}${topic('requests', 2)}`,
        `（三）政府信息管理。${documentSentence(edition, figures)}${topic('management', 2)}`,
        `（四）政府信息公开平台建设。${topic('platform', 2)}`,
        `（五）监督保障。${topic('supervision', 2)}${assessment}`,
      ],
    },
    { no: 2, title: '二、主动公开政府信息情况', paragraphs: [] },
    { no: 3, title: '三、收到和处理政府信息公开申请情况', paragraphs: [] },
    { no: 4, title: '四、政府信息公开行政复议、行政诉讼情况', paragraphs: [] },
    { no: 5, title: '五、存在的主要问题及改进情况', paragraphs: [topic('problem', 2), topic('plan', 2)] },
    { no: 6, title: '六、其他需要报告的事项', paragraphs: [`${fees}${topic('other')}`] },
  ]
}
