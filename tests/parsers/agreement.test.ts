/** The fast scan and the standard tree must say the same of every page that both can read. */
import { assert, property } from 'fast-check'
import { expect, test } from 'vitest'
import { decode } from '../../parsers/page/decode.ts'
import { scan } from '../../parsers/page/scan.ts'
import { outlineFromTree } from '../../parsers/page/tree.ts'
import { agreementOn } from '../support/agreement-case.ts'
import { damagedCases } from '../support/damage-case.ts'
import { goldenPages } from '../support/golden-pages.ts'
import { contentOf } from '../support/outline-content.ts'

test.each(goldenPages())('$name', ({ bytes, hints }) => {
  const { text } = decode(bytes, hints.contentType ?? null).value
  const scanned = scan(text)
  if (scanned.outline !== null) expect(contentOf(scanned.outline)).toEqual(contentOf(outlineFromTree(text)))
  else expect(scanned.doubt).not.toBeNull()
})

test('most golden pages need no tree', () => {
  const pages = goldenPages()
  const fast = pages.filter(({ bytes }) => scan(decode(bytes).value.text).outline !== null)
  expect(fast.length / pages.length).toBeGreaterThan(0.8)
})

test('they agree on damaged pages', () => {
  assert(
    property(damagedCases, (one) => {
      expect(agreementOn(one)).not.toBe('different')
    }),
    { numRuns: 300, seed: 20260103 },
  )
})

const broken = [
  ['text between cells', '<table><tr>散落<td>1</td></tr></table>'],
  ['p between cells', '<table><tr><p>散落</p><td>1</td></tr></table>'],
  ['cell outside table', '<div><td>1</td></div>'],
  ['table between cells', '<table><tr><td>1</td><table><tr><td>2</td></tr></table></tr></table>'],
  ['svg', '<svg><text>1</text></svg><p>2</p>'],
  ['an end tag that ends nothing', '<table><tr><td>6</div>3</td></tr></table>'],
  ['a cell that ends outside of a table', '<p>6</td>3</p>'],
  ['a link that crosses an end', '<div><a href="/">6</div>3</a>'],
  ['quotes in an attribute name', '<p title"a">1</p>'],
  ['quotes in a bare value', '<td width=1"0>1</td>'],
  ['a bracket in a tag name', '<p<b>1</b>'],
  ['a comment that ends at once', '<p>1<!-->2<!-- -->3</p>'],
  ['a comment that ends in a bang', '<p>1<!-- a --!>2<!-- -->3</p>'],
  ['a nul', '<p>1\u00002</p>'],
  ['raw text that closes itself', '<p>1</p><script/><p>2</p>'],
  ['more attributes than a tag has', `<table><tr><td ${'a '.repeat(65)}colspan=2>1</td></tr></table>`],
]
test.each(broken)('gives up on %s', (_, html) => {
  expect(scan(html).outline).toBeNull()
})

const asides = `<table><tr><td>10<sup>1</sup></td><td><s>9</s>3</td><td>4<span style="display: none">7</span></td>
<td>5<i hidden>8</i>6</td><td><sup>注</sup>2</td><td>1<del>0<td>2</td><td style="visibility:hidden">3</td></tr></table>
<div style="display:none"><table><tr><td>8<table><tr><td>9<sub>2</sub></td></tr></table>1</td></tr></table></div>`

const sound = [
  ['cells and rows left open', '<table><tr><td>1<td>2<tr><td>3<td>4</table><p>end'],
  ['paragraphs left open', '<table><tr><td><p>1<p>2<td>3</table>'],
  ['nested tables', '<table><tr><td>a<table><tr><td>b</td></tr></table>c</td><td>d</td></tr></table>'],
  [
    'entities with and without semicolon',
    '<table><tr><td>&nbsp;1&nbsp</td><td>&#49;&#x32;&lt;</td></tr></table>',
  ],
  ['upper case and bare attributes', '<TABLE><TR><TD COLSPAN=2 ROWSPAN="3">1</TD></TR></TABLE>'],
  ['script that writes tables', '<script>document.write("<table><td>1</td>")</script><p>x</p>'],
  ['comments with cells inside', '<table><tr><!-- <td>0</td> --><td>1</td></tr></table>'],
  [
    'nonsense spans',
    '<table><tr><td colspan="0">1</td><td colspan="x">2</td><td rowspan="-1">3</td></tr></table>',
  ],
  ['digits raised, struck out or hidden', asides],
  ['brackets that are no tags', '<p>1 < 2 <3> << 4</p><table><tr><td>5<6</td></tr></table>'],
  ['brackets inside quotes', '<p title="a>b" data-x=\'c>"d\'>1</p><img alt="<td>" src=a/>'],
  [
    'conditional comments',
    '<![if !vml]><p>1</p><![endif]><!--[if gte mso 9]><xml>x</xml><![endif]--><?xml:namespace/>',
  ],
  [
    'attributes of all kinds',
    '<table><tr><td  COLSPAN = "2"rowspan=3 colspan=9 nowrap>1</td><td width=60/>2</td></tr></table>',
  ],
  ['an unfinished tag', '<p>1</p><p>2<td colspan="3'],
  ['an unfinished comment', '<p>1</p><!-- <p>2</p>'],
  ['an unfinished script', '<p>1</p><script>var a = "<p>2</p>"'],
  [
    'frames and what is written in them',
    '<iframe src="a.htm"><p>1</p></iframe><noscript><p>2</p></noscript><p>3</p>',
  ],
  ['a line feed after pre', '<pre>\n1</pre><table><tr><td><pre>\n2</pre></td></tr></table>'],
]
test.each(sound)('agrees on %s', (_, html) => {
  const { outline } = scan(html)
  expect(outline).not.toBeNull()
  if (outline !== null) expect(contentOf(outline)).toEqual(contentOf(outlineFromTree(html)))
})

test.each(['<tr>', '</td>', '</tr>', '<tbody>'])('a figure torn by a stray %s is no figure', (tag) => {
  const html = `<table><tr><td>规章</td><td>63849${tag}12</td></tr><tr><td>x</td><td>7</td></tr></table>`
  expect(scan(html).outline).toBeNull()
  const torn = outlineFromTree(html).cells.filter((cell) => cell.cut)
  expect(torn.map((cell) => html.slice(cell.start, cell.start + 9))).toEqual(['<td>63849'])
})

test('a figure with digits raised, struck out or hidden beside it is doubted, one in a hidden page part is not', () => {
  const doubted = scan(asides).outline?.cells.map((cell) => cell.doubtful)
  expect(doubted).toEqual([true, true, true, true, false, true, false, true, false, true])
})

test.each([
  [
    'elements left open before end tags of others',
    '<i><table><tr><td>' + '<b>'.repeat(100_000) + '</i>'.repeat(100_000),
  ],
  ['elements nobody knows', '<x1>'.repeat(100_000) + '</x2>'.repeat(100_000)],
  ['raw text again and again', '<textarea></textarea>'.repeat(100_000)],
  ['tags that never end', '<p title="'.repeat(100_000)],
  ['comments that never end', '<!--'.repeat(100_000)],
  ['brackets', '<'.repeat(500_000)],
  ['attributes', `<td ${'a=1 '.repeat(100_000)}>`.repeat(2)],
])(
  'a scan of %s takes steps by length only',
  (_, html) => {
    expect(() => scan(html)).not.toThrow()
  },
  10_000,
)
