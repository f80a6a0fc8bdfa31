/** What has changed, gathered by kind; both sides of an alteration lead to their archived page. Pure. */
import { html } from 'hono/html'
import { z } from 'zod'
import { sayFigure } from '../figure.ts'
import { evidenceLink, link } from '../filters.ts'
import { gather } from '../group.ts'
import { nameOfLabel } from '../labels.ts'
import type { Html } from '../view.ts'
import { eventWord } from '../status-words.ts'
import { archiveLink } from './provenance.ts'
import { drawDifference } from './text-difference.ts'

/** Schema of one thing that happened. */
export const changeRow = z.object({
  event: z.string(),
  day: z.string().nullable(),
  publisher: z.string(),
  name: z.string(),
  year: z.number(),
  report: z.string().nullable(),
  revision: z.number().nullable(),
  old_revision: z.number().nullable(),
  cell: z.string().nullable(),
  label: z.string().nullable(),
  unit_label: z.string().nullable(),
  old_text: z.string().nullable(),
  new_text: z.string().nullable(),
  old_value: z.number().nullable(),
  new_value: z.number().nullable(),
  old_state: z.string().nullable(),
  new_state: z.string().nullable(),
  old_snapshot: z.string().nullable(),
  new_snapshot: z.string().nullable(),
  old_start: z.number().nullable(),
  old_end: z.number().nullable(),
  new_start: z.number().nullable(),
  new_end: z.number().nullable(),
  certain: z.boolean(),
})
/** One thing that happened. */
export type ChangeRow = z.infer<typeof changeRow>

/** The kinds of events, the gravest for an auditor first. */
export const eventOrder: readonly string[] = ['figure', 'paragraph', 'withdrawn', 'not_seen', 'late', 'new']

function drawWhose(row: ChangeRow): Html {
  return html`<a href="${link(['publisher', row.publisher], { year: row.year })}"
    >${row.name} ${row.year} 年</a
  >`
}

function drawSide(row: ChangeRow, side: 'old' | 'new'): Html {
  const value = side === 'old' ? row.old_value : row.new_value
  const state = side === 'old' ? row.old_state : row.new_state
  const text = side === 'old' ? row.old_text : row.new_text
  const revision = side === 'old' ? row.old_revision : row.revision
  if (state === null || row.report === null || row.cell === null)
    return html`<span class="faint">没有这一格</span>`
  return html`<a class="figure" href="${evidenceLink(row.report, row.cell, { revision })}"
    >${sayFigure({ value, state, raw: text ?? '' })}</a
  >`
}

function drawFigures(rows: readonly ChangeRow[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="改动的数据">
    <table class="ledger changes">
      <thead>
        <tr>
          <th scope="col">单位与年度</th>
          <th scope="col" class="text">指标</th>
          <th scope="col">原</th>
          <th scope="col">今</th>
          <th scope="col">首次见到</th>
          <th scope="col">并排</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${drawWhose(row)}</th>
              <td class="text">${nameOfLabel(row.label ?? '')}</td>
              <td>${drawSide(row, 'old')}</td>
              <td>${drawSide(row, 'new')} ${row.unit_label}</td>
              <td>${row.day}${row.certain ? '' : html`<small> 待下次确认</small>`}</td>
              <td>
                ${
                  row.report === null || row.cell === null
                    ? ''
                    : html`<a
                        href="${evidenceLink(row.report, row.cell, { revision: row.revision, beside: row.old_revision })}"
                        >看两份存档</a
                      >`
                }
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

function drawArchived(
  snapshot: string | null,
  start: number | null,
  end: number | null,
  words: string,
): Html {
  if (snapshot === null) return html``
  return html`<a href="${archiveLink(snapshot, start === null || end === null ? [] : [{ start, end }])}"
    >${words}</a
  >`
}

function drawParagraphs(rows: readonly ChangeRow[]): Html {
  return html`<ul class="events">
    ${rows.map(
      (row) =>
        html`<li>
          <p>
            ${drawWhose(row)} <small>${row.day}${row.certain ? '' : ' 待下次确认'}</small>
            ${drawArchived(row.old_snapshot, row.old_start, row.old_end, '原存档')}
            ${drawArchived(row.new_snapshot, row.new_start, row.new_end, '今存档')}
          </p>
          ${drawDifference(row.old_text, row.new_text)}
        </li>`,
    )}
  </ul>`
}

function drawPlain(rows: readonly ChangeRow[]): Html {
  return html`<ul class="events columns">
    ${rows.map(
      (row) =>
        html`<li>
          ${drawWhose(row)} ${row.day === null ? '' : html`<small>${row.day}</small>`}
          ${row.event === 'late' ? html`<small>时限 ${row.old_text ?? '未登记'}</small>` : ''}
          ${drawArchived(row.new_snapshot, null, null, '存档')}
          ${row.event === 'new' || row.new_text === null ? '' : html`<small>${row.new_text}</small>`}
        </li>`,
    )}
  </ul>`
}

/** Draws the events, one section a kind. */
export function drawChanges(rows: readonly ChangeRow[]): Html {
  return html`${[...gather(rows, (row) => row.event)].map(([event, own]) => {
    const word = eventWord(event)
    const body =
      event === 'figure' ? drawFigures(own) : event === 'paragraph' ? drawParagraphs(own) : drawPlain(own)
    return html`<section>
      <h2>${word.label}<small>${own.length} 项</small></h2>
      ${body}
    </section>`
  })}`
}
