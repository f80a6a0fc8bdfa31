/** Hand-made archived pages for the dashboard's tests: an old site's layout table around plain statistics tables. */
import { cellsOf } from '../../parsers/codebook/codebook.ts'

/** Where each cell of a written page stands, as the reader would report it. */
export interface WrittenPage {
  text: string
  places: Map<string, { table: number; row: number; column: number; start: number; end: number }>
  sentence: { start: number; end: number }
}

/** Writes a page whose cells hold the given raw texts; the layout table in front has many empty cells. */
export function writeSeedPage(page: {
  title: string
  edition: '2019' | '2021'
  sentence: string
  cells: ReadonlyMap<string, string>
}): WrittenPage {
  const places: WrittenPage['places'] = new Map()
  let text = `<html><head><title>${page.title}</title><style>td{display:none}</style><script>document.write('<b>x</b>')</script></head>
<body onload="alert(1)"><table width="100%" height="4000"><tr>${'<td>&nbsp;</td>'.repeat(40)}</tr>
<tr><td colspan="40"><h1>${page.title}</h1><p>日期：2023-01-13 <img src="/images/logo.png" alt="县徽"></p><p>一、总体情况</p><p>`
  const start = text.length
  text += page.sentence
  const sentence = { start, end: text.length }
  text += `</p>\r\n${'<p>本机关认真贯彻落实条例，主动接受社会监督。</p>'.repeat(12)}`
  for (const [at, no] of ([2, 3, 4] as const).entries()) {
    text += `<p>表${no}</p>\n<table class=MsoTable>`
    for (const [row, cell] of cellsOf(no, page.edition).entries()) {
      text += `<tr><td>${(cell.labels[page.edition] ?? []).join(' ')}</td>`
      const from = text.length
      text += `<td align=center><p><span>${page.cells.get(cell.id) ?? ''}</span></p></td>`
      places.set(cell.id, { table: at + 1, row, column: 1, start: from, end: text.length })
      text += '</tr>\n'
    }
    text += '</table>'
  }
  return {
    text: `${text}<p><a href="../list.htm">返回</a></p></td></tr></table></body></html>`,
    places,
    sentence,
  }
}
