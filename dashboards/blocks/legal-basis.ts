/** On what each figure of the form rests: article by article, as data. Regulation: 国务院令第711号. */

const regulation = '《中华人民共和国政府信息公开条例》'

/** Beginning of a cell id → the article that the figure reports on; the first that fits counts. */
const articles: readonly (readonly [beginning: string, basis: string])[] = [
  ['t0.', '国办发〔2014〕32号《政府信息公开情况统计表》'],
  ['t2.rules', `${regulation}第二十条第（一）项`],
  ['t2.normative_docs', `${regulation}第二十条第（一）项`],
  ['t2.licensing', `${regulation}第二十条第（五）项`],
  ['t2.other_services', `${regulation}第二十条第（五）项`],
  ['t2.penalty', `${regulation}第二十条第（六）项`],
  ['t2.coercion', `${regulation}第二十条第（六）项`],
  ['t2.admin_fees', `${regulation}第二十条第（八）项`],
  ['t2.central_procurement', `${regulation}第二十条第（九）项`],
  ['t3.', `${regulation}第五十条第（二）项：收到和处理政府信息公开申请的情况`],
  ['t4.', `${regulation}第五十条第（三）项：因政府信息公开工作被申请行政复议、提起行政诉讼的情况`],
]

/** The legal basis of a figure; '' where none is known. */
export function basisOf(cell: string): string {
  return articles.find(([beginning]) => cell.startsWith(beginning))?.[1] ?? ''
}

/** The notice that issued an edition of the form. */
export const editionNotices: readonly { edition: '2014' | '2019' | '2021'; notice: string; years: string }[] =
  [
    { edition: '2014', notice: '国办发〔2014〕32号', years: '2014—2018 年度' },
    { edition: '2019', notice: '国办公开办函〔2019〕60号', years: '2019、2020 年度' },
    { edition: '2021', notice: '国办公开办函〔2021〕30号', years: '2021 年度起' },
  ]
