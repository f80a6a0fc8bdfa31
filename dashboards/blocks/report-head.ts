/** The years of one publisher, and where and when one of its reports was published and fetched. Pure. */
import { html } from 'hono/html'
import { z } from 'zod'
import type { Filters } from '../filters.ts'
import { link } from '../filters.ts'
import { sayTime } from '../page.ts'
import type { Html } from '../view.ts'
import { becauseWord, coverageWord, reportKindWord } from '../words.ts'

/** Schema of one expected year of one publisher. */
export const yearRow = z.object({
  site_name: z.string(),
  publisher: z.string(),
  name: z.string(),
  kind: z.string(),
  year: z.number(),
  state: z.string(),
  due_date: z.string().nullable(),
  published_date: z.string().nullable(),
  report: z.string().nullable(),
  detail: z.string().nullable(),
  broken: z.number().nullable(),
})
/** One expected year of one publisher. */
export type YearRow = z.infer<typeof yearRow>

/** Schema of one revision of one report. */
export const revisionRow = z.object({
  report: z.string(),
  report_kind: z.string(),
  revision: z.number(),
  current: z.boolean(),
  title: z.string().nullable(),
  snapshot: z.string(),
  url: z.string(),
  fetched_at: z.string(),
  charset: z.string().nullable(),
  charset_because: z.string().nullable(),
  page_date: z.string().nullable(),
  url_date: z.string().nullable(),
  signed_date: z.string().nullable(),
  first_seen: z.string(),
  edition_t0: z.string().nullable(),
  edition_t2: z.string().nullable(),
  edition_t3: z.string().nullable(),
  edition_t4: z.string().nullable(),
})
/** One revision of one report. */
export type RevisionRow = z.infer<typeof revisionRow>

/** Draws the strip of years, the shown one marked. */
export function drawYears(years: readonly YearRow[], shown: number | null, filters: Filters): Html {
  return html`<nav class="years" aria-label="年度">
    ${years.map((row) => {
      const word = coverageWord(row.state)
      const broken =
        row.broken !== null && row.broken > 0 ? html`<span class="flag">≠${row.broken}</span>` : ''
      return html`<a
        href="${link(['publisher', row.publisher], { site: filters.site, kind: filters.kind, year: row.year })}"
        class="${word.tone}"
        ${row.year === shown ? html`aria-current="page"` : ''}
        title="${word.meaning}"
        ><b>${row.year}</b
        ><span><span class="glyph" aria-hidden="true">${word.glyph}</span> ${word.label} ${broken}</span></a
      >`
    })}
  </nav>`
}

/** Which form each table of the report is on; before 2014 none was prescribed, until 2018 there was the one annex. */
function drawEditions(revision: RevisionRow, year: number): Html {
  const { edition_t0, edition_t2, edition_t3, edition_t4 } = revision
  const later = [edition_t2, edition_t3, edition_t4]
  const annexed = edition_t0 !== null || (year < 2019 && later.every((edition) => edition === null))
  const shown = annexed ? [edition_t0] : later
  const words =
    annexed && edition_t0 === null && year < 2014
      ? '当年没有统一表式'
      : shown.map((edition) => (edition === null ? '未读出' : `${edition} 年`)).join(' / ')
  return html`<div>
    <dt>所用表式（${annexed ? '附表' : '表二 / 三 / 四'}）</dt>
    <dd>${words}</dd>
  </div>`
}

/** An http(s) address as a link that opens elsewhere; any other text as text. */
export function drawLiveLink(url: string, words: string): Html {
  const safe = URL.canParse(url) && /^https?:$/u.test(new URL(url).protocol)
  return safe
    ? html`<a href="${url}" rel="noreferrer noopener external" target="_blank">${words}</a>`
    : html`<span>${url}</span>`
}

function drawDate(day: string | null): Html {
  return day === null
    ? html`<span class="faint">页面未载明</span>`
    : html`<time datetime="${day}">${day}</time>`
}

/** Draws the dates and provenance of a report's current revision. */
export function drawReportHead(year: YearRow, revision: RevisionRow | null, revisions: number): Html {
  const word = coverageWord(year.state)
  return html`<dl class="facts">
    <div>
      <dt>发布情况</dt>
      <dd>
        <span class="chip ${word.tone}" aria-hidden="true">${word.glyph}</span> ${word.label}${
          year.detail === null || year.detail === '' ? '' : html`<small>${year.detail}</small>`
        }
      </dd>
    </div>
    <div>
      <dt>发布日期 / 规定时限</dt>
      <dd>${drawDate(year.published_date)} / ${drawDate(year.due_date)}</dd>
    </div>
    ${
      revision === null
        ? ''
        : html`<div>
              <dt>页面 / 网址 / 落款日期</dt>
              <dd>
                ${drawDate(revision.page_date)} / ${drawDate(revision.url_date)} /
                ${drawDate(revision.signed_date)}
              </dd>
            </div>
            <div>
              <dt>首次见到</dt>
              <dd>${sayTime(revision.first_seen)}</dd>
            </div>
            ${drawEditions(revision, year.year)}
            <div>
              <dt>字符编码</dt>
              <dd>
                ${revision.charset ?? '未知'}${
                  revision.charset_because === null
                    ? ''
                    : html`<small>依据：${becauseWord(revision.charset_because)}</small>`
                }
              </dd>
            </div>
            <div>
              <dt>版本</dt>
              <dd>
                第 ${revision.revision} 版${revisions > 1 ? `，共 ${revisions} 版` : ''} ·
                ${reportKindWord(revision.report_kind)}
              </dd>
            </div>
            <div>
              <dt>存档</dt>
              <dd>
                <a href="${link(['archive', revision.snapshot])}"
                  ><code>${revision.snapshot.slice(0, 12)}</code></a
                >
                · ${drawLiveLink(revision.url, '现网页面')}
              </dd>
            </div>`
    }
  </dl>`
}
