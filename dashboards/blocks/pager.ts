/** Links between the pages of a long list. Pure. */
import { html } from 'hono/html'
import type { LinkValues } from '../filters.ts'
import { link } from '../filters.ts'
import type { Html } from '../view.ts'

/** Draws where one is in a list of `total` things, `size` a page; nothing where all fit on one page. */
export function drawPager(list: {
  page: number
  size: number
  total: number
  unit: string
  path: readonly string[]
  values: LinkValues
}): Html {
  const { page, size, total, unit, path, values } = list
  const pages = Math.max(1, Math.ceil(total / size))
  if (pages === 1) return html``
  const at = (to: number): string => link(path, { ...values, page: to })
  return html`<nav class="pager" aria-label="分页">
    ${page > 1 ? html`<a href="${at(page - 1)}" rel="prev">上一页</a>` : ''}
    <span>第 ${page} / ${pages} 页，共 ${total} ${unit}</span>
    ${page < pages ? html`<a href="${at(page + 1)}" rel="next">下一页</a>` : ''}
  </nav>`
}
