/** Report pages of the size that county sites serve: the sample county's, stretched with what word processors and site chrome add. */
import { chanceOf } from '../../pipeline/demo/seeded.ts'
import { portalPages } from '../../pipeline/demo/portal-pages.ts'

const properties = [
  'mso-border-alt:solid windowtext .5pt',
  'mso-padding-alt:0cm 5.4pt 0cm 5.4pt',
  'mso-ascii-font-family:"Times New Roman"',
  'mso-hansi-font-family:"Times New Roman"',
  'border-top:none',
  'border-left:none',
  'layout-grid-mode:char',
  'mso-yfti-irow:12',
  'punctuation-wrap:simple',
  'text-autospace:none',
  'word-break:break-all',
  'mso-element-anchor-vertical:page',
]

/** About `length` characters of style declarations as editors leave them. */
function styles(length: number): string {
  let text = ''
  for (let at = 0; text.length < length; at += 1) text += `${properties[at % properties.length]};`
  return text
    .slice(0, Math.max(0, length))
    .replace(/[^;]*$/, '')
    .replaceAll('"', "'")
}

/** A navigation block of about `length` characters, as every page of a county site carries one. */
function navigation(length: number): string {
  let text = '<div class="nav"><ul>'
  for (let at = 0; text.length < length; at += 1)
    text += `<li class="nav-item"><a href="/zwgk/c${1000 + at}/index.html" target="_blank" title="栏目${at}">栏目${at}</a></li>\n`
  return `${text}</ul></div>`
}

/** A page made about `target` characters long by what editors and site chrome add; what it says stays the same. */
export function stretch(base: string, target: number): string {
  const chrome = Math.min(60_000, Math.max(0, (target - base.length) * 0.15))
  const cells = base.match(/<td/gi)?.length ?? 1
  const perCell = Math.max(0, (target - base.length - chrome) / cells)
  const extra = ` data-mso="${styles(perCell)}"`
  return base
    .replace(/<td/gi, (tag) => tag + extra)
    .replace(/<body[^>]*>/i, (tag) => tag + navigation(chrome))
}

/** `count` pages between 40 and 400 KB, median about 210 KB, the same ones for the same count. */
export function corpus(count: number): Uint8Array[] {
  const bases = portalPages(2)
    .filter(({ path, body }) => !path.endsWith('.txt') && body.length > 30_000)
    .map(({ body, type }) =>
      new TextDecoder(/gb/i.test(type) || body.includes('charset=gb2312') ? 'gb18030' : 'utf-8').decode(body),
    )
  const chance = chanceOf('corpus')
  return Array.from({ length: count }, (_, index) => {
    const base = (bases[index % bases.length] ?? '').replace(/charset=("?)gb2312/i, 'charset=$1utf-8')
    const target = 40_000 + 360_000 * chance() ** 1.05
    return new TextEncoder().encode(stretch(base, target))
  })
}
