import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Fact } from '../../../parsers/facts.ts'
import { readDocument, renderDocument } from '../../../parsers/document.ts'
import { cellWords } from '../../../parsers/page/outline.ts'
import { foldSpace } from '../../../parsers/page/text.ts'
import { outlineOf, read } from '../../../parsers/read.ts'

const documents = new URL('../../fixtures/documents/', import.meta.url)
const bytesOf = (name: string): Uint8Array => readFileSync(new URL(name, documents))
const withoutPlace = ({ cell, value, state, raw, matched_by }: Fact) => ({
  cell,
  value,
  state,
  raw,
  matched_by,
})

const reports = ['city-2025', 'shanghai-office-2019']
const carriers = ['.docx', '.doc', '.xlsx', '.xls', '.pdf', '-office.pdf', '-bare.pdf']

describe.each(reports)('%s', (report) => {
  const twin = read(bytesOf(`${report}.html`)).value

  it('has a twin that states every cell of its edition', () => {
    expect(twin.facts.length).toBe(report === 'city-2025' ? 200 : 198)
  })

  it.each(carriers)('gives the same report as %s', async (ending) => {
    const { value, problems } = await readDocument(bytesOf(`${report}${ending}`))
    const aligned = ending === '-bare.pdf' ? ['columns_inferred'] : []
    expect([...new Set(problems.map(({ code }) => code))]).toEqual(aligned)
    // Without ruling lines nothing says which heading of table four spans which columns: the sums vouch for their order.
    const how = (fact: Fact) =>
      ending === '-bare.pdf' && fact.cell.startsWith('t4.')
        ? { ...fact, matched_by: 'position' as const }
        : fact
    expect(value.facts.map(withoutPlace)).toEqual(twin.facts.map((fact) => withoutPlace(how(fact))))
    expect([value.title, value.publisher, value.year, value.kind]).toEqual([
      twin.title,
      twin.publisher,
      twin.year,
      twin.kind,
    ])
    expect(value.editions).toEqual(twin.editions)
    expect(value.sections.map(({ no, title }) => [no, title])).toEqual(
      twin.sections.map(({ no, title }) => [no, title]),
    )
    expect(value.stated.map(({ topic, value: figure }) => [topic, figure])).toEqual(
      twin.stated.map(({ topic, value: figure }) => [topic, figure]),
    )
  })

  it.each(carriers)('leads every fact of %s back to its own text in the rendered page', async (ending) => {
    const bytes = bytesOf(`${report}${ending}`)
    const { value } = await readDocument(bytes)
    const rendered = (await renderDocument(bytes)).value
    const html = rendered?.html ?? ''
    for (const fact of value.facts) {
      expect(fact.place, fact.cell).not.toBeNull()
      const cell = outlineOf(`<table><tr>${html.slice(fact.place?.start, fact.place?.end)}</tr></table>`)
        .value?.cells[0]
      expect(cell === undefined ? null : foldSpace(cellWords(cell).text), fact.cell).toBe(fact.raw)
    }
  })

  it.each(carriers)('renders %s to the same text each time', async (ending) => {
    const bytes = bytesOf(`${report}${ending}`)
    expect(await renderDocument(bytes)).toEqual(await renderDocument(bytes))
  })
})

describe('a PDF whose page break falls into the headings of a table', () => {
  it('still ties every figure to its own column', async () => {
    const twin = read(bytesOf('city-2025.html')).value
    const { value } = await readDocument(bytesOf('city-2025-broken-heading.pdf'))
    expect(value.facts.map(({ cell, value: figure, state }) => [cell, figure, state])).toEqual(
      twin.facts.map(({ cell, value: figure, state }) => [cell, figure, state]),
    )
  })
})

describe('a PDF whose tables have no ruling lines and labels at the top of their cells', () => {
  it('gives no figure of the table that it is not sure of, and says so', async () => {
    const twin = new Map(read(bytesOf('city-2025.html')).value.facts.map((fact) => [fact.cell, fact.value]))
    const { value, problems } = await readDocument(bytesOf('city-2025-bare-top.pdf'))
    expect(problems.map(({ code }) => code)).toContain('columns_uncertain')
    expect(value.facts.filter(({ cell }) => cell.startsWith('t3.'))).toEqual([])
    for (const fact of value.facts) expect(fact.value, fact.cell).toBe(twin.get(fact.cell))
  })
})
