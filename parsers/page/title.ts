/** Whether a title names an annual report on open government information, and whose and which year's it is. */

/** Why a title was taken or left: a closed list. */
type TitleCode = 'report' | 'empty' | 'no_subject' | 'no_report_word' | 'other_document'

/** What a title says by itself. Null means that the words do not say, never a guess. */
export interface TitleReading {
  report: boolean
  code: TitleCode
  /** Plain Chinese, for the list of refused links. */
  reason: string
  year: number | null
  /** The body's name as the title words it, without the year. */
  publisher: string | null
  /** `summary`: a government's report on all its units; `own`: one organ's own. */
  kind: 'own' | 'summary' | null
}

/** Documents that stand beside the reports in the same columns. */
const otherDocuments =
  /制度|通知|通报|公告|公示|部署|推进会|工作会|座谈|培训|指南|指引|格式|模板|样式|报表|统计表|一览表|公布情况|发布情况|编报情况|报送情况|解读|图解|读懂|图片版|长图|动漫|视频|做好|办法|方案|要点|目录|清单|季度|上半年|月报|自查|法治政府/
/** The same, but these words also stand in the names of organs (计划生育局, 督查室), so they count only outside of a name. */
const otherWork = /会议|规范|计划|意见|评估|评议|测评|整改|督查|汇总|汇编|预算|决算|审查/
/** Words between 信息公开 and 报告 that leave it an annual report. */
const reportTail = /^(?:工作|年|度|情况|总结|基本|公开|的|[（(][^（()）]*[)）]|20\d\d)*$/
const subject = /(?:政府|政务)?信息(?:年度|主动)?公开|政务公开/g
const reportWord = /年报(?!告)|报告/
const separators = /^[-_|—–·•:：]+/
const afterReport =
  /^(?:的报告|全文|正文|(?:附件)?\.?(?:pdf|docx?|wps|html?)|[（(][^（()）]*[)）]|[》」】\].。…])*/i
const ownSuffix =
  /(?:镇|乡|街道|苏木|办事处|街道办|局|委|办公室|办公厅|办|中心|馆|院|校|厅|所|站|队|社|会|公司|管委会|开发区|园区|镇政府|乡政府|(?:镇|乡|苏木)人民政府)$/
const summarySuffix = /^(?:[^镇乡]*[省市县区旗州盟])(?:人民政府|政府)?$|^(?:省|市|县|区|旗|州)(?:人民)?政府$/

const chineseDigits = '〇一二三四五六七八九'

/** Width and spaces folded, Chinese numeral years in digits, a title printed twice printed once. */
function fold(text: string): string {
  const narrow = text
    .replace(/[\s\u200b-\u200d\ufeff\u00a0]+/gu, '')
    .replace(/[０-９Ａ-Ｚａ-ｚ（）－．／：［］]/gu, (sign) => sign.normalize('NFKC'))
  const dated = narrow.replace(/二[〇零○◯OＯo0][〇零○◯OＯo0一二三四五六七八九]{2}(?=年|$)/gu, (year) =>
    year.replace(/./gu, (sign) => String(Math.max(0, chineseDigits.indexOf(sign)))),
  )
  const plain = dated.replace(/[《》「」]/gu, '').replace(/[[(]?20\d\d[-/.]\d{1,2}[-/.]\d{1,2}[\])]?/gu, '')
  const half = plain.slice(0, plain.length / 2)
  return plain === half + half ? half : plain
}

/** The distinct report years that a piece of title names; a year with a month is a date. */
function yearsIn(text: string): Set<number> {
  const years = new Set<number>()
  const range = /(20\d\d)年?度?[-—~至]+(20\d\d)/.exec(text)
  if (range !== null) return new Set([Number(range[1]), Number(range[2])])
  for (const match of text.matchAll(/(20\d\d)(?!\d)(?!年\d{1,2}月)/g)) years.add(Number(match[1]))
  return years
}

function onlyYear(...places: string[]): number | null {
  for (const place of places) {
    const years = [...yearsIn(place)]
    if (years.length > 0) return years.length === 1 ? (years[0] ?? null) : null
  }
  return null
}

/** The body that the words before or after the subject name; null where they name none. */
function publisherIn(before: string, after: string): string | null {
  const brackets = [...`${before}${after}`.matchAll(/[[【(]([^\])】]*)[\])】]/g)].map(
    (match) => match[1] ?? '',
  )
  const bare = before
    .replace(/[[【(][^\])】]*[\])】]/g, '')
    .replace(/(?:20)?20\d\d年?\d{1,2}月(?:\d{1,2}日)?/g, '')
    .replace(/(?:20)?20\d\d年?(?:度|份)?/g, '')
    .replace(/关于(?:报送|上报|印发|公布|发布|公开)?|本年度|年度$/g, '')
    .replace(/^[^\p{Script=Han}]+|[-_|—–·•:：、，,.]+/gu, '')
    .replace(/^(?:附件|公布|发布|年度|度)|[的度]$/g, '')
    .replace(/(?:政府|政务)?信息公开[及和与、]$/, '')
  // 某镇人民政府信息公开 prints 政府 once for both words.
  const name = bare.endsWith('人民') ? `${bare}政府` : bare
  const dashed = after.startsWith('——') ? after.replace(separators, '') : ''
  const named = [name, ...brackets, dashed].find((candidate) => kindOf(candidate) !== null) ?? name
  return named.length < 2 || named === '政府' || /^[我本]./.test(named) ? null : named
}

function kindOf(publisher: string | null): 'own' | 'summary' | null {
  if (publisher === null) return null
  if (ownSuffix.test(publisher)) return 'own'
  if (/(?:高新|经开|景|保护|工业)区$/.test(publisher)) return null
  return summarySuffix.test(publisher) ? 'summary' : null
}

/** Whether a body reports for itself or for its units, by its name; null where the name leaves it open. An office may publish either. */
export function kindOfIssuer(name: string | null): 'own' | 'summary' | null {
  return name !== null && /(?:办公室|办公厅|政府办)$/.test(name) ? null : kindOf(name)
}

/** Reads one title or link text. Sources: the variants of real pages; text that fits no known pattern is left, with the reason. */
export function readTitle(text: string): TitleReading {
  const title = fold(text)
  const left = (code: TitleCode, reason: string): TitleReading => ({
    report: false,
    code,
    reason,
    year: onlyYear(title),
    publisher: null,
    kind: null,
  })
  if (title === '') return left('empty', '标题为空')
  const other = otherDocuments.exec(title)
  if (other !== null) return left('other_document', `标题含“${other[0]}”，不是年度报告本身`)
  const subjects = [...title.matchAll(subject)]
  if (subjects.length === 0) return left('no_subject', '标题中没有“信息公开”')
  let unread: string | null = null
  for (const found of subjects) {
    const before = title.slice(0, found.index)
    const rest = title.slice(found.index + found[0].length)
    const word = reportWord.exec(rest)
    if (word === null) continue
    const tail = rest.slice(0, word.index)
    if (!reportTail.test(tail)) {
      unread = tail
      continue
    }
    const ending = rest.slice(word.index + word[0].length)
    const publisher = publisherIn(before, ending)
    const kind = kindOf(publisher)
    const work = otherWork.exec(kind === null ? title : ending)
    if (work !== null) return left('other_document', `标题含“${work[0]}”，不是年度报告本身`)
    const over = ending.replace(afterReport, '')
    if (over !== '' && !separators.test(over) && !title.startsWith(over))
      return left('other_document', `“报告”之后还有“${over.slice(0, 12)}”，不是年度报告本身`)
    return {
      report: true,
      code: 'report',
      reason: '标题为政府信息公开工作年度报告',
      year: onlyYear(before, tail, ending),
      publisher,
      kind,
    }
  }
  return unread === null
    ? left('no_report_word', '标题提到信息公开，但没有“年度报告”或“年报”')
    : left('other_document', `“信息公开”与“报告”之间有“${unread.slice(0, 12)}”，不是年度报告`)
}
