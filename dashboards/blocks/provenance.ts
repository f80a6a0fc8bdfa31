/** Everything that leads from a figure to its bytes: report, version, snapshot, time, charset, live page. Pure. */
import { html } from 'hono/html'
import { markId } from '../evidence-marks.ts'
import { link } from '../filters.ts'
import { sayTime } from '../page.ts'
import type { Html } from '../view.ts'
import { becauseWord } from '../words.ts'
import { drawLiveLink } from './report-head.ts'

/** Where a figure was read from. */
export interface Provenance {
  publisher: string
  name: string
  year: number
  report: string
  title: string | null
  revision: number
  current: boolean
  snapshot: string
  url: string
  fetched_at: string
  first_seen: string
  charset: string | null
  charset_because: string | null
}

/** Draws one line of a list of facts. */
export function drawFact(name: string, value: Html | string, note: string | null = null): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}${note === null ? '' : html`<small>${note}</small>`}</dd>
  </div>`
}

/** Draws the provenance as lines of a list of facts. */
export function drawProvenance(from: Provenance): Html {
  return html`${drawFact(
    '报告',
    html`<a href="${link(['publisher', from.publisher], { year: from.year })}"
      >${from.name} ${from.year} 年</a
    >`,
    from.title,
  )}
  ${drawFact('版本', `第 ${from.revision} 版${from.current ? '（现行）' : '（已被后来的版本替代）'}`, `首次见到 ${sayTime(from.first_seen)}`)}
  ${drawFact(
    '采集时间',
    html`<time datetime="${from.fetched_at}">${sayTime(from.fetched_at)}</time>`,
    `${from.fetched_at.slice(0, 19).replace('T', ' ')} UTC`,
  )}
  ${drawFact(
    '存档 SHA-256',
    html`<code class="hash">${from.snapshot}</code>
      <a href="${link(['archive', from.snapshot, 'original'])}">下载原件</a>`,
  )}
  ${drawFact(
    '字符编码',
    from.charset ?? '未知',
    from.charset_because === null ? null : `依据：${becauseWord(from.charset_because)}`,
  )}
  ${drawFact('原网址', drawLiveLink(from.url, from.url), '现网内容可能已经改变；以存档为准')}`
}

/** A stretch of an archived page, [start, end) in characters of its decoded text. */
export interface Stretch {
  start: number
  end: number
}

/**
 * The address of the archived page with stretches marked, the first of them scrolled to; `changed` stretches are marked
 * as differing from another version.
 */
export function archiveLink(
  snapshot: string,
  stretches: readonly Stretch[],
  changed: readonly Stretch[] = [],
): string {
  const say = (list: readonly Stretch[]): string => list.map(({ start, end }) => `${start}-${end}`).join(',')
  const fragment = stretches.length + changed.length === 0 ? '' : '#figure-1'
  return `${link(['archive', snapshot], { at: say(stretches), also: say(changed) })}${fragment}`
}

/** The address of the archived page with every figure read from it to be marked on demand, one of them asked for by its start. */
export function figuresLink(snapshot: string, start: number | null): string {
  return `${link(['archive', snapshot, 'figures'])}${start === null ? '' : `#${markId(start)}`}`
}

/** Draws the archived page in a frame that runs no scripts. */
export function drawFrame(snapshot: string, stretches: readonly Stretch[], notice: string): Html {
  const src = archiveLink(snapshot, stretches)
  return html`<section class="archive">
    <h2>存档页面<small>${notice}</small></h2>
    <iframe
      sandbox=""
      referrerpolicy="no-referrer"
      loading="eager"
      src="${src}"
      title="存档页面，所查数据已标出"
    ></iframe>
    <p class="note">
      <a href="${src}">单独打开存档页面</a>。已去除脚本、样式、表单与外部图片，文字与表格未改。
    </p>
  </section>`
}
