/** A chart of a page as a file of its own: its drawing, a caption, and the run and snapshot it was drawn from. Pure. */
import { escapeUTF8 } from 'entities'
import type { About } from './json.ts'

const chart = /<svg\b[^>]*\bclass="[^"]*\bchart\b(?![^"]*\bnarrow\b)[^"]*"[^>]*>[\s\S]*?<\/svg>/gu
const lineHeight = 18
const margin = 12

/** The page's rules for charts with fixed colours, for a file that has no style sheet beside it. */
const rules = `text{font:12.5px system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','WenQuanYi Zen Hei',sans-serif;fill:#1c1d1f;white-space:pre}
a{text-decoration:none}.grid,.zero-line,.stem,.axis{stroke:#cfcabd}.ticks,.value-label,.soft{fill:#55585d;font-size:11.5px}.band{fill:#0b4c8617}
.median{stroke:#8c1d18;stroke-dasharray:4 3}.median-label{fill:#8c1d18}.dot{fill:#0b4c86}.dot.zero,.hollow{fill:#fff;stroke:#0b4c86}
.absent{fill:#5c6068}.line{fill:none;stroke:#0b4c86;stroke-width:1.6}.peers{fill:none;stroke:#8c1d18;stroke-dasharray:3 3}
.break{stroke:#7a4e00;stroke-dasharray:2 3}.gap{fill:#fbe1dd;stroke:#9c1f18;stroke-dasharray:4 3}.ribbon{fill:#0b4c86;fill-opacity:.16}
.bar{fill:#0b4c86}.due{stroke:#8c1d18}.caption{font-size:12px}.source{font-size:11px;fill:#55585d}`

/** How many charts a drawn page holds, narrow twins for phones not counted. */
export function countCharts(body: string): number {
  return [...body.matchAll(chart)].length
}

function sizeOf(opening: string): { width: number; height: number } | null {
  const [, width, height] = /viewBox="0,? 0,? ([\d.]+),? ([\d.]+)"/u.exec(opening) ?? []
  return width === undefined || height === undefined ? null : { width: Number(width), height: Number(height) }
}

/** Takes the n-th chart (from 1) out of a drawn page as a standalone SVG; null where the page has no such chart. */
export function standaloneChart(
  body: string,
  n: number,
  caption: string,
  about: About | null,
): string | null {
  const drawn = [...body.matchAll(chart)][n - 1]?.[0]
  const opening = /^<svg\b[^>]*>/u.exec(drawn ?? '')?.[0] ?? ''
  const size = sizeOf(opening)
  if (drawn === undefined || size === null) return null
  const named = /aria-label="([^"]*)"/u.exec(opening)?.[1] ?? ''
  const source =
    about === null
      ? '没有数据快照的说明'
      : `数据截至 ${about.data_as_of.slice(0, 10)} · 运行 ${about.run} · 快照 ${about.hash.slice(0, 16)}`
  const [width, height] = [size.width + 2 * margin, size.height + 2 * margin + 3 * lineHeight]
  const line = (at: number, kind: string, text: string): string =>
    `<text class="${kind}" x="${margin}" y="${margin + size.height + at * lineHeight}">${text}</text>`
  const inner = drawn.slice(opening.length).replace(/ (?:xlink:)?href="[^"]*"/gu, '')
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<style>${rules}</style><rect width="100%" height="100%" fill="#fff"/>
<svg x="${margin}" y="${margin}" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}">${inner}
${line(1, 'caption', escapeUTF8(caption))}${line(2, 'caption', named)}${line(3, 'source', escapeUTF8(source))}
</svg>
`
}
