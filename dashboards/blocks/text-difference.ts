/** Marks what differs between an old and a new text: the common beginning and end stay plain. Pure. */
import { html } from 'hono/html'
import type { Html } from '../view.ts'

/** The parts of two texts: what both begin with, what differs in each, and what both end with. */
export interface Difference {
  before: string
  old: string
  new: string
  after: string
}

/** Cuts two texts at their common beginning and end, by whole characters. */
export function differ(old: string, fresh: string): Difference {
  const [a, b] = [[...old], [...fresh]]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1
  return {
    before: a.slice(0, start).join(''),
    old: a.slice(start, a.length - end).join(''),
    new: b.slice(start, b.length - end).join(''),
    after: end === 0 ? '' : a.slice(-end).join(''),
  }
}

/** Draws both texts, one above the other; a text that is not there is said to be so. */
export function drawDifference(old: string | null, fresh: string | null): Html {
  const parts = differ(old ?? '', fresh ?? '')
  const none = html`<span class="faint">（没有这一段）</span>`
  return html`<div class="difference" lang="zh-CN" translate="no">
    <p><b>原</b> ${old === null ? none : html`${parts.before}<del>${parts.old}</del>${parts.after}`}</p>
    <p><b>今</b> ${fresh === null ? none : html`${parts.before}<ins>${parts.new}</ins>${parts.after}`}</p>
  </div>`
}
