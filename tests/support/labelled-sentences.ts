/** Sentences that a person has labelled with the figures they state, and how well the reader does on them. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { dropSpace, halfWidth } from '../../parsers/page/text.ts'
import type { StatedItem } from '../../parsers/report/report.ts'
import { readSentence } from '../../parsers/report/stated.ts'

const shape = z.array(
  z.strictObject({
    sentence: z.string(),
    heading: z.string().optional(),
    year: z.number().optional(),
    figures: z.array(z.string()),
  }),
)

export type LabelledSentence = z.infer<typeof shape>[number]

/** The sentences of tests/fixtures/<name>.json. */
export function labelledSentences(name: string): LabelledSentence[] {
  return shape.parse(JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8')))
}

const line = (item: StatedItem): string =>
  `${item.name}=${item.value}${item.unit}${item.approx === true ? '~' : ''}${item.share === undefined ? '' : `(${item.share}%)`}`

function flat(path: string, items: readonly StatedItem[]): string[] {
  return items.flatMap((item) => [`${path}>${line(item)}`, ...flat(`${path}>${item.name}`, item.items ?? [])])
}

/** One line a figure: topic[name]>member>member=value unit, ~ for an approximation, (share). */
function figuresOf({ sentence, heading = '', year }: LabelledSentence): string[] {
  const words = halfWidth(sentence).replace(/(?<!\d)\s+|\s+(?!\d)/g, '')
  return readSentence(words, dropSpace(halfWidth(heading)), year ?? null).flatMap(
    ({ topic, name, value, unit, approx, items }) => {
      const path = name === null ? topic : `${topic}[${name}]`
      return [`${path}=${value}${unit}${approx ? '~' : ''}`, ...flat(path, items)]
    },
  )
}

/** What came of reading labelled sentences: counts of figures, and each figure that is wrong or missed with its sentence. */
export interface Measure {
  sentences: number
  right: number
  read: number
  stated: number
  wrong: string[]
  missed: string[]
}

/** Reads every sentence and compares figure by figure. */
export function measure(labelled: readonly LabelledSentence[]): Measure {
  const found: Measure = { sentences: labelled.length, right: 0, read: 0, stated: 0, wrong: [], missed: [] }
  for (const one of labelled) {
    const rest = one.figures.map((figure) => halfWidth(figure))
    found.stated += rest.length
    for (const figure of figuresOf(one)) {
      found.read += 1
      const at = rest.indexOf(figure)
      if (at < 0) found.wrong.push(`${figure}　←　${one.sentence}`)
      else {
        found.right += 1
        rest.splice(at, 1)
      }
    }
    found.missed.push(...rest.map((figure) => `${figure}　←　${one.sentence}`))
  }
  return found
}

/** The measure in one line, and what was wrong or missed below it. */
export function tell(title: string, { sentences, right, read, stated, wrong, missed }: Measure): string {
  const percent = (whole: number): string => `${((right / whole) * 100).toFixed(1)} % (${right} of ${whole})`
  return [
    `${title}: precision ${percent(read)}, recall ${percent(stated)}, ${sentences} sentences`,
    ...wrong.map((one) => `  read wrongly: ${one}`),
    ...missed.map((one) => `  not read: ${one}`),
  ].join('\n')
}
