/** The paragraphs of a report's own text: its six chapters without headings, tables and the furniture of the page around it. */
import { placeOfText, type Article } from './article.ts'
import type { Section } from './report.ts'

/** A paragraph as read: the chapter it stands in (null before the first), and its character offsets in the decoded page. */
export interface Paragraph {
  section: number | null
  /** Without white space, full-width ASCII made half-width. */
  text: string
  start: number
  end: number
  /** Offset in the decoded page of each unit of `text`. */
  offsets: Int32Array
}

/** Words that stand in a page's frame and hardly ever in a report: counters, neighbours, tools. */
const furniture =
  /上一[篇条页]|下一[篇条页]|浏览(?:次数|量|人数)|点击(?:数|量|次数|率)|阅读(?:次数|量)|访问(?:次数|量|人数)|位访[客问]|打印|关闭(?:本页|窗口|页面)|分享到|扫一扫|字体[::]|责任编辑|信息来源|来源[::]|作者[::]|编辑[::]|发布(?:日期|时间|机构|人)[::]|更新(?:日期|时间)[::]|当前位置|相关(?:链接|附件|文档|阅读|信息)|附件下载|主办(?:单位)?[::]|承办(?:单位)?[::]|网站地图|联系我们/g
/** Words of the site's own frame that no report has. */
const frame = /[上下]一[篇条页][::]|版权所有|技术支持[::]|ICP备|公网安备|网站标识码|jsessionid/i
/** A sentence that speaks of printing or of visits has at least so many letters of its own for each such word. */
const ownLetters = 8

/** True for a line of the page's frame. A report may well say what its site's visits were, or that it printed leaflets: such words make furniture only where little else is said. */
function isFurniture(text: string): boolean {
  if (frame.test(text)) return true
  const words = text.match(furniture)?.length ?? 0
  if (words === 0) return false
  const own = text.replace(furniture, '').match(/[\u4e00-\u9fff]/g)?.length ?? 0
  return !/[。;!]/.test(text) || own < words * ownLetters
}

/** A line that ends or contains a sentence, as prose does and furniture does not. */
const sentence = /[。;；!！]|[::]$/
/** A numbered sub-heading: (一)主动公开。1.政府信息管理 */
const numbered = /^(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[、是]|\d{1,2}[.、])/

const isProse = (text: string): boolean => sentence.test(text) && !isFurniture(text)

interface Line {
  from: number
  to: number
  section: number | null
  /** True for what follows a heading directly: also 无 or 暂无此类情况 without a full stop is an answer there. */
  first: boolean
}

/** Where each heading stands in the running text: [from, to) of its words. */
function headingSpans(
  article: Article,
  sections: readonly Section[],
): { no: number; from: number; to: number }[] {
  const spans: { no: number; from: number; to: number }[] = []
  let at = 0
  for (const { no, title, start } of sections) {
    // A line feed has the offset of the text behind it.
    while (at < article.length && ((article.offsets[at] ?? 0) < start || article.text[at] === '\n')) at += 1
    let to = at
    for (const unit of title) if (unit.trim() !== '') to += unit.length
    spans.push({ no, from: at, to })
  }
  return spans
}

/** The running text cut at line ends and headings; headings themselves are left out. */
function linesOf(article: Article, sections: readonly Section[]): Line[] {
  const lines: Line[] = []
  const cut = (from: number, to: number, section: number | null): void => {
    let start = from
    let first = section !== null
    while (start <= to) {
      const feed = article.text.indexOf('\n', start)
      const end = feed < 0 || feed > to ? to : feed
      if (end > start) {
        lines.push({ from: start, to: end, section, first })
        first = false
      }
      start = end + 1
    }
  }
  const spans = headingSpans(article, sections)
  cut(0, spans[0]?.from ?? 0, null)
  for (const [index, span] of spans.entries()) cut(span.to, spans[index + 1]?.from ?? article.length, span.no)
  return lines
}

/**
 * The paragraphs of a report in reading order. A page without headings has none: where the report begins and ends cannot be told then.
 * Before the first heading only sentences directly above it count, and after the last sentence of the last chapter the page's foot begins.
 */
export function paragraphsOf(article: Article, source: string, sections: readonly Section[]): Paragraph[] {
  const lines = linesOf(article, sections)
  const textOf = ({ from, to }: Line): string => article.text.slice(from, to)
  const head = lines.filter(({ section }) => section === null)
  const above: Line[] = []
  for (const line of head.toReversed()) {
    if (!isProse(textOf(line))) break
    above.unshift(line)
  }
  const lastChapter = sections.at(-1)?.no
  const body: Line[] = []
  let ended = false
  for (const line of lines) {
    if (line.section === null || ended) continue
    const text = textOf(line)
    const belongs =
      isProse(text) || ((line.first || numbered.test(text)) && !isFurniture(text) && text.length <= 60)
    if (belongs) body.push(line)
    else if (line.section === lastChapter) ended = true
  }
  return [...above, ...body].map((line) => ({
    section: line.section,
    text: textOf(line),
    ...placeOfText(article, source, line.from, line.to),
    offsets: article.offsets.slice(line.from, line.to),
  }))
}
