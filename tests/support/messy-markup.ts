/** One table as HTML in the manner of some editor, and the page around it. */
import { escapeHtml } from '../../pipeline/demo/table-markup.ts'
import { between, type Chance } from '../../pipeline/demo/seeded.ts'
import type { Sheet, Square } from './form-squares.ts'

/** Editors whose markup is imitated. */
export const styles = ['plain', 'word', 'wps', 'breaks', 'open', 'upper'] as const
export type Style = (typeof styles)[number]

/** What stands around the report. */
export const wrappings = ['bare', 'layout', 'nested', 'divs'] as const
export type Wrapping = (typeof wrappings)[number]

/** A text divided at random, as labels are over paragraphs, breaks and spans. */
function divide(text: string, chance: Chance): string[] {
  if (text.length < 4) return [text]
  const at = between(chance, 1, text.length - 1)
  return [text.slice(0, at), text.slice(at)]
}

const spans = ({ colspan, rowspan }: Square): string =>
  `${colspan > 1 ? ` colspan="${colspan}"` : ''}${rowspan > 1 ? ` rowspan="${rowspan}"` : ''}`

const wordParagraph = (inner: string): string =>
  `<p class=MsoNormal align=center style='text-align:center;mso-pagination:widow-orphan'>${inner}</p>`

/** Digits stay together: only labels are ever divided over lines. */
function content(one: Square, style: Style, chance: Chance): string {
  const parts = one.cell === null && /[\u4e00-\u9fff]/.test(one.text) ? divide(one.text, chance) : [one.text]
  const safe = parts.map((part) => escapeHtml(part).replaceAll('\u00a0', '&nbsp;'))
  switch (style) {
    case 'plain':
    case 'upper':
    case 'open':
      return safe.join('')
    case 'breaks':
      return safe.join('<br/>\n')
    case 'word':
      return safe
        .map((part) =>
          wordParagraph(
            `<span lang=EN-US style='font-size:10.5pt'><o:p>&nbsp;</o:p></span><span>${part}</span>`,
          ),
        )
        .join('\n')
    case 'wps':
      return `<!--[if !supportMisalignedColumns]--><p><span><font face="宋体">${safe.join('</font></span><span><font>')}</font></span></p>`
    default: {
      const never: never = style
      return never
    }
  }
}

/** One table as HTML. */
export function writeSheet({ rows }: Sheet, style: Style, chance: Chance): string {
  const body = rows.map((row) => {
    const cells = row.map((one) => {
      const inner = content(one, style, chance)
      return style === 'open'
        ? `<td${spans(one)}>${inner}`
        : `<td width=60${spans(one)} style="border:1px solid">${inner}</td>`
    })
    return style === 'open' ? `<tr>${cells.join('\n')}` : `<tr style="height:20pt">\n${cells.join('')}\n</tr>`
  })
  const table = `<table border=1 cellspacing=0>${style === 'open' ? '' : '<tbody>'}${body.join('\n')}${style === 'open' ? '' : '</tbody>'}</table>`
  return style === 'upper' ? table.replace(/<\/?(?:table|tbody|tr|td)\b/g, (tag) => tag.toUpperCase()) : table
}

const emptyCells = (count: number): string => `<tr>${'<td></td>'.repeat(count)}</tr>`

/** The article inside the furniture of a site. */
export function wrap(article: string, wrapping: Wrapping): string {
  switch (wrapping) {
    case 'bare':
      return article
    case 'divs':
      return `<div class="nav"><a href="/">首页</a> &gt; 政府信息公开年报</div>${'<div>'.repeat(12)}${article}${'</div>'.repeat(12)}<div>上一篇：<a href="/1.htm">公告</a></div>`
    case 'layout':
      return `<table>${emptyCells(300)}<tr><td colspan=2>索引号：</td><td>000014349/2023-00001</td></tr><tr><td colspan=300>${article}</td></tr>${emptyCells(300)}</table>`
    case 'nested':
      return `${'<table><tr><td width=5>&nbsp;</td><td>'.repeat(5)}${article}${'</td></tr></table>'.repeat(5)}`
    default: {
      const never: never = wrapping
      return never
    }
  }
}
