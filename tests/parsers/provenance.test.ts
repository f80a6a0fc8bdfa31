/** Every figure walks home: the characters at its place in the decoded page are the cell that holds its raw text. */
import { expect, test } from 'vitest'
import { decode } from '../../parsers/page/decode.ts'
import { read } from '../../parsers/read.ts'
import { cellMarkupText } from '../support/cell-markup.ts'
import { goldenPages } from '../support/golden-pages.ts'
import { dropSpace } from '../../parsers/page/text.ts'

test.each(goldenPages())('$name', ({ bytes, hints }) => {
  const { text } = decode(bytes, hints.contentType ?? null).value
  const { value } = read(bytes, hints)
  for (const fact of value.facts) {
    if (fact.place === null) {
      expect(fact, fact.cell).toMatchObject({ value: null, state: 'missing_cell', raw: '' })
      continue
    }
    const markup = text.slice(fact.place.start, fact.place.end)
    expect(dropSpace(cellMarkupText(markup)), fact.cell).toBe(dropSpace(fact.raw))
  }
})
