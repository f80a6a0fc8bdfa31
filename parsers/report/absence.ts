/** Why a statistics table could not be read from a page: it is an image, an attachment, a frame, glued text, or simply not there. */
import type { Outline, Reference } from '../page/outline.ts'
import { dropSpace } from '../page/text.ts'
import { problem, type Problem } from '../problem.ts'
import type { Article } from './article.ts'
import type { TableReading } from './reading.ts'
import type { Section } from './report.ts'

/** What is known of a page when its tables are looked for in vain; `year` is the report's, null where unknown. */
export interface PageRead {
  readings: Record<'t0' | 't2' | 't3' | 't4', TableReading | null>
  outline: Outline
  article: Article
  sections: readonly Section[]
  year: number | null
}

const tables = [
  {
    key: 't2',
    no: 2,
    name: '第二部分（主动公开政府信息情况）',
    words: /本年制发件数|本年新制作数量|本年处理决定数量/,
  },
  {
    key: 't3',
    no: 3,
    name: '第三部分（收到和处理政府信息公开申请情况）',
    words: /本年新收政府信息公开申请数量/,
  },
  { key: 't4', no: 4, name: '第四部分（行政复议、行政诉讼情况）', words: /结果维持.{0,4}结果纠正/ },
] as const
const annex = '附表《政府信息公开情况统计表》'

/** What problems call the four statistics tables. */
export const tableNames = {
  t0: annex,
  t2: tables[0].name,
  t3: tables[1].name,
  t4: tables[2].name,
} as const

const documentFile = /\.(?:docx?|wps|pdf|xlsx?|et|ofd|ceb|rar|zip)(?:$|[?#&])/i
/** Frames that hold the report and no advertisement: a viewer of documents, or the only content of the page. */
const viewer = /viewer|preview|pdfjs|officeapps|ofd|flash|fileid|attach/i

const isDocument = ({ kind, target, text }: Reference): boolean =>
  kind !== 'image' && (documentFile.test(target) || documentFile.test(dropSpace(text)))

/** Every document or frame that a page points to, in reading order: where the report may be if it is not on the page. */
export function documentsOf({ references }: Outline): Reference[] {
  return references.filter((one) => isDocument(one) || (one.kind === 'frame' && one.target !== ''))
}

/** Where else a table may be: an attached document, else a frame that shows one. */
function carrierOf({ outline, sections }: PageRead): { text: string; start: number } | null {
  const attachment = outline.references.find(isDocument)
  if (attachment !== undefined) {
    const name = dropSpace(attachment.text).slice(0, 60) || attachment.target.slice(0, 120)
    const text = attachment.kind === 'frame' ? `在内嵌页面“${name}”中` : `见“${name}”`
    return { text, start: attachment.start }
  }
  const frame = outline.references.find(
    ({ kind, target }) => kind === 'frame' && target !== '' && (sections.length < 2 || viewer.test(target)),
  )
  return frame === undefined
    ? null
    : { text: `在内嵌页面“${frame.target.slice(0, 120)}”中`, start: frame.start }
}

/** The one statistics table of the years before edition 2019; before 2014 there was none in the whole country. */
function explainNoAnnex(page: PageRead): Problem[] {
  if (page.readings.t0 !== null || page.year === null || page.year < 2014) return []
  const carrier = carrierOf(page)
  return carrier === null
    ? [problem('table_missing', `${annex}，不按零计`)]
    : [problem('table_in_attachment', `${annex}，${carrier.text}`, carrier.start)]
}

/** One problem for each table that the page does not have as a table, though its edition prints one. */
export function explainAbsence(page: PageRead): Problem[] {
  const { readings, outline, article, sections, year } = page
  const found = tables.some(({ key, words }) => readings[key] !== null || words.test(article.text))
  if (!found && (readings.t0 !== null || (year !== null && year < 2019))) return explainNoAnnex(page)
  const lost = tables.some(({ key }) => readings[key] === null)
  const carrier = lost ? carrierOf(page) : null
  return tables.flatMap(({ key, no, name, words }) => {
    if (readings[key] !== null) return []
    const section = sections.find((candidate) => candidate.no === no)
    const next = sections.find((candidate) => candidate.no > no)
    const from = section?.start ?? null
    const image =
      section === undefined
        ? undefined
        : outline.references.find(
            ({ kind, start }) =>
              kind === 'image' && start > section.start && (next === undefined || start < next.start),
          )
    if (image !== undefined) return [problem('table_as_image', name, image.start)]
    if (words.test(article.text)) return [problem('table_flattened', name, from)]
    if (carrier !== null) return [problem('table_in_attachment', `${name}，${carrier.text}`, carrier.start)]
    return [problem('table_missing', `${name}，不按零计`, from)]
  })
}
