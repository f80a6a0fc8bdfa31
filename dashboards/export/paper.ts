/** What is common to the documents for paper: one HTML file without scripts, its own style, A4. Pure. */
import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { sayTime } from '../page.ts'
import type { Html } from '../view.ts'
import type { About } from './json.ts'

/** The rules of the paper documents; they travel inside the file. */
export const paperStyle = `@page{size:A4;margin:16mm 14mm 18mm}
*{box-sizing:border-box}
body{margin:0 auto;max-width:186mm;padding:8mm 4mm;color:#111;background:#fff;font:10.5pt/1.65 'Songti SC',SimSun,'Noto Serif CJK SC','WenQuanYi Zen Hei',serif}
h1{font-size:18pt;text-align:center;margin:0 0 2mm;letter-spacing:.08em}
h2{font-size:13pt;margin:8mm 0 2mm;border-bottom:.6pt solid #111;padding-bottom:1mm}
h3{font-size:11pt;margin:5mm 0 1mm}
p{margin:1.5mm 0}
.under{text-align:center;color:#333;margin-bottom:5mm}
table{border-collapse:collapse;width:100%;font-size:9.5pt;line-height:1.45;margin:2mm 0}
th,td{border:.5pt solid #555;padding:1mm 1.6mm;text-align:left;vertical-align:top}
th{font-weight:700;background:#f1f1f1}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.narrow{white-space:nowrap}
small,.source{font-size:8pt;color:#333;overflow-wrap:anywhere}
code{font:8pt ui-monospace,Consolas,monospace}
thead{display:table-header-group}
th.room{width:30%}
tr,.keep{break-inside:avoid}
.sheet{break-before:page}
.sheet:first-of-type{break-before:auto}
.sign{display:grid;grid-template-columns:1fr 1fr;gap:6mm;margin-top:10mm}
.sign p{border-bottom:.5pt solid #555;padding-bottom:7mm}
footer{margin-top:8mm;border-top:.5pt solid #555;font-size:8pt;color:#333}
@media screen{body{box-shadow:0 0 0 1px #ccc;margin-block:8mm}}`

/** The policy under which such a document is shown: its own style and nothing else. */
export const paperPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(paperStyle).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** Draws a whole document. */
export function drawPaper(title: string, body: Html, about: About | null): Html {
  const source =
    about === null
      ? '没有数据快照的说明'
      : `数据截至 ${sayTime(about.data_as_of)} · 运行 ${about.run} · 快照 SHA-256 ${about.hash}`
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${raw(`<style>${paperStyle}</style>`)}
      </head>
      <body>
        ${body}
        <footer>${source}。数值均读自存档页面，可凭存档 SHA-256 与字符位置复核；空白与缺项不按零计。</footer>
      </body>
    </html>`
}
