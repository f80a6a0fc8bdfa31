/** The shape of rules that look for wordings in the report's own text and quote what they find. */
import type { ReportRule } from '../rule.ts'
import type { Prose, ReportSubject } from '../subject.ts'
import { kept, type Judgement } from '../verdicts.ts'
import { reportRule } from './report.ts'

/** A row: what to look for in each paragraph, and what to tell of the first few; what was found names the check, unless `tell` does. */
export interface PhraseRule extends Omit<ReportRule, 'run' | 'scope'> {
  /** The wordings found in a paragraph. */
  find: (text: string, subject: ReportSubject, section: number | null) => readonly string[]
  tell: (found: string, subject: ReportSubject) => Judgement
  applies?: (subject: ReportSubject) => boolean
}

/** More places than this say nothing new. */
const most = 5

/** The paragraphs of one chapter as one text; '' where it has none. */
export function chapterText(prose: Prose, no: number): string {
  return prose
    .filter(({ section }) => section === no)
    .map(({ text }) => text)
    .join('\n')
}

/** Makes the rule of a row. Nothing is said of a report whose text was not kept. */
export function phraseRule({ find, tell, applies = () => true, ...rule }: PhraseRule): ReportRule {
  return reportRule({
    ...rule,
    judge: (subject) => {
      if (subject.prose === null || !applies(subject)) return null
      const found = new Set(subject.prose.flatMap(({ text, section }) => find(text, subject, section)))
      if (found.size === 0) return kept()
      return [...found].slice(0, most).map((words): Judgement => ({ of: words, ...tell(words, subject) }))
    },
  })
}

/** All places of a pattern in a text. The pattern must be global. */
export function placesOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([place]) => place)
}
