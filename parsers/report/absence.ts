/** Why a statistics table could not be read from a page: it is an image, an attachment, glued text, or simply not there. */
import type { Outline } from '../page/outline.ts'
import { dropSpace } from '../page/text.ts'
import { problem, type Problem, type ProblemCode } from '../problem.ts'
import type { Article } from './article.ts'
import type { TableReading } from './reading.ts'
import type { Section } from './report.ts'

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

const documentFile = /\.(?:docx?|wps|pdf|xlsx?|et|ofd|ceb|rar|zip)(?:$|[?#])/i

/** One problem for each table that the page does not have as a table. */
export function explainAbsence(
  readings: { t2: TableReading | null; t3: TableReading | null; t4: TableReading | null },
  outline: Outline,
  article: Article,
  sections: readonly Section[],
): Problem[] {
  const attachments = outline.references.filter(
    (reference) =>
      reference.kind !== 'image' &&
      (documentFile.test(reference.target) || documentFile.test(dropSpace(reference.text))),
  )
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
    const [attachment] = attachments
    const say = (code: ProblemCode, detail: string, at: number | null): Problem[] => [
      problem(code, detail, at),
    ]
    if (image !== undefined) return say('table_as_image', name, image.start)
    if (words.test(article.text)) return say('table_flattened', name, from)
    if (attachment !== undefined)
      return say(
        'table_in_attachment',
        `${name}，见“${dropSpace(attachment.text).slice(0, 60)}”`,
        attachment.start,
      )
    return say('table_missing', `${name}，不按零计`, from)
  })
}
