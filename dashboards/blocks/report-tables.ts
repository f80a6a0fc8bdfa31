/** The statistics tables of one report, from the form of its edition and the figures that were read. Pure. */
import { html } from 'hono/html'
import type { Figure } from '../figure.ts'
import { nothingWord } from '../words.ts'
import type { ScopeCell } from '../scope.ts'
import type { Html } from '../view.ts'
import { drawOfficialTable, isPrinted, labelsOf } from './official-table.ts'
import type { RevisionRow } from './report-head.ts'

const tables: readonly {
  no: number
  name: string
  edition: 'edition_t0' | 'edition_t2' | 'edition_t3' | 'edition_t4'
}[] = [
  { no: 0, name: '附表：政府信息公开情况统计表', edition: 'edition_t0' },
  { no: 2, name: '二、主动公开政府信息情况', edition: 'edition_t2' },
  { no: 3, name: '三、收到和处理政府信息公开申请情况', edition: 'edition_t3' },
  { no: 4, name: '四、政府信息公开行政复议、行政诉讼情况', edition: 'edition_t4' },
]

/**
 * Draws the tables that the report's year owes (two, three and four since 2019, the annex from 2014 on, none before) and those that were
 * read beside them. One that was not read is said to be so and never drawn as noughts. */
export function drawReportTables(
  revision: RevisionRow,
  figures: readonly Figure[],
  cells: readonly ScopeCell[],
  findingsOf: (cell: string) => readonly number[],
): Html {
  const byCell = new Map(figures.map((figure) => [figure.cell, figure]))
  const year = Number(revision.report.split('/')[1])
  const due = (no: number): boolean => (no === 0 ? year >= 2014 && year < 2019 : year >= 2019)
  const shown = tables.filter(({ no, edition }) => due(no) || revision[edition] !== null)
  return html`${shown.map(({ no, name, edition: key }) => {
    const edition = revision[key]
    const printed =
      edition === null ? [] : cells.filter((cell) => cell.table_no === no && isPrinted(cell, edition))
    const read = printed.some((cell) => byCell.has(cell.cell))
    return html`<section class="table">
      <h3>${name}${edition === null ? '' : html`<small>${edition} 年表式</small>`}</h3>
      ${
        read
          ? drawOfficialTable(
              no,
              name,
              printed.map((cell) => ({
                cell,
                labels: labelsOf(cell, edition),
                figure: byCell.get(cell.cell) ?? null,
                findings: findingsOf(cell.cell),
              })),
            )
          : html`<p class="empty">这张统计表没有读出，数据未知，不按零计。原因见“读取情况”。</p>`
      }
    </section>`
  })}${drawNothings(figures)}`
}

/** Explains the kinds of nothing that occur in the tables. */
function drawNothings(figures: readonly Figure[]): Html {
  const states = [...new Set(figures.filter((figure) => figure.value === null).map((figure) => figure.state))]
  if (states.length === 0) return html``
  return html`<p class="legend">
    ${states.map((state) => {
      const word = nothingWord(state)
      return html`<span><b>${word.glyph}</b> ${word.label}：${word.meaning}</span>`
    })}
  </p>`
}
