/** Narrative figures measured on sentences that a person has labelled: precision is demanded, recall is told. */
import { expect, test } from 'vitest'
import { labelledSentences, measure, tell } from '../support/labelled-sentences.ts'

/**
 * `sentences` holds wordings that the grammar was written against. `sentences-blind` was labelled before the reader saw any of it, in
 * the wording of other reports and with traps; it first came to 88.9 % precision and 90.7 % recall (the two such sets before it, now among
 * the known, to 84.3 % and 86.0 %), and the grammar was then mended by kinds of wording, not by sentence. To measure what the next
 * reports will bring, label new ones and move these to the known.
 */
test.each([
  ['sentences', 'narrative figures, known wordings', 150],
  ['sentences-blind', 'narrative figures, wordings labelled unseen', 150],
])('%s', (name, title, least) => {
  const labelled = labelledSentences(name)
  expect(labelled.length).toBeGreaterThanOrEqual(least)
  expect(labelled.filter(({ figures }) => figures.length === 0).length).toBeGreaterThanOrEqual(40)
  const measured = measure(labelled)
  console.info(tell(title, measured))
  expect(measured.wrong.length / measured.read, measured.wrong.join('\n')).toBeLessThanOrEqual(0.02)
  expect(measured.right / measured.stated, measured.missed.join('\n')).toBeGreaterThan(0.9)
})
