/** The other figures that the finding one came from compares, listed as they are marked in the archived page. Pure. */
import { html } from 'hono/html'
import { z } from 'zod'
import { drawFigure, writeNumber } from '../figure.ts'
import { markOf } from '../evidence-marks.ts'
import { sentenceLink } from '../filters.ts'
import { nameOfLabel } from '../labels.ts'
import type { Html } from '../view.ts'

/**
 * All operands of one check of one report, table figures and sentences alike, with their places. Sentences have no cell.
 * A finding belongs to the current revision; on an older one there is nothing to list.
 */
export const operandsQuery = `
  WITH finding AS (
    SELECT report_no, report, "check", message, cells, stated_nos FROM mart_findings
    WHERE report = $report AND "check" = $check AND ($revision IS NULL OR revision = $revision)),
  cells AS (SELECT report_no, report, "check", message, unnest(cells) AS cell FROM finding),
  sentences AS (SELECT report_no, report, "check", message, unnest(stated_nos) AS stated_no FROM finding)
  SELECT c.report, c."check", c.message, f.cell, NULL::INTEGER AS stated_no, coalesce(CASE f.edition
      WHEN '2014' THEN f.label_2014 WHEN '2019' THEN f.label_2019 WHEN '2021' THEN f.label_2021 END, f.label) AS label,
    f.unit_label AS unit, f.value, f.state::VARCHAR AS state, f.raw, f.snapshot, f.place_start, f.place_end,
    f.position AS place
  FROM cells c JOIN mart_figures f USING (report_no, cell)
  WHERE f.report_no IN (SELECT report_no FROM finding)
  UNION ALL
  SELECT s.report, s."check", s.message, NULL, s.stated_no, coalesce(t.item_name, '正文总数'), t.unit, t.value, 'number',
    t.sentence, t.snapshot, t.place_start, t.place_end, 100000 + t.stated_no
  FROM sentences s JOIN mart_stated t USING (report_no, stated_no) WHERE t.current
  ORDER BY place`

/** Schema of one operand. */
export const operandRow = z.object({
  report: z.string(),
  check: z.string(),
  message: z.string().nullable(),
  cell: z.string().nullable(),
  stated_no: z.number().nullable(),
  label: z.string(),
  unit: z.string(),
  value: z.number().nullable(),
  state: z.string(),
  raw: z.string(),
  snapshot: z.string(),
  place_start: z.number().nullable(),
  place_end: z.number().nullable(),
})
/** One operand of a check with its place in the archived page. */
export type OperandPlace = z.infer<typeof operandRow>

/** The operands that have a place, each with the stretch to mark, in the same order. */
export function markOperands(operands: readonly OperandPlace[]): {
  marked: OperandPlace[]
  stretches: { start: number; end: number }[]
} {
  const placed = operands.flatMap((operand) => {
    const { place_start: start, place_end: end } = operand
    return start === null || end === null ? [] : [{ operand, stretch: { start, end } }]
  })
  return { marked: placed.map((one) => one.operand), stretches: placed.map((one) => one.stretch) }
}

/** Draws the operands; those among `marked` carry the number by which the page marks them, the asked one being ①. */
export function drawOperandMarks(operands: readonly OperandPlace[], marked: readonly OperandPlace[]): Html {
  const first = operands[0]
  if (first === undefined) return html``
  return html`<section class="also">
    <h2>同一核对的其他数<small>${first.check}</small></h2>
    ${first.message === null ? '' : html`<p class="message">${first.message}</p>`}
    <ul class="operands">
      ${operands.map((operand) => {
        const { report, check, cell, stated_no, label, unit, value, state, raw } = operand
        const at = marked.indexOf(operand)
        const mark = at < 0 ? '' : html`<i class="mark">${markOf(at + 1)}</i>`
        if (cell !== null) {
          const figure = { report, cell, value, state, raw }
          return html`<li>
            <span class="path">${mark}${nameOfLabel(label)}</span>
            ${drawFigure(figure, `${label}（${unit}）`, { check })}
          </li>`
        }
        return stated_no === null || value === null
          ? ''
          : html`<li>
              <span class="path">${mark}${label}</span>
              <a class="figure number" href="${sentenceLink(report, stated_no, { check })}"
                >${writeNumber(value)} ${unit}</a
              >
            </li>`
      })}
    </ul>
  </section>`
}
