/** 拓尔思 TRS WCM: lists index.html, index_1.html …, written by a script; articles t{day}_{id}.html with a mobile twin. */
import { scoreMarks, type CmsFamily } from '../cms.ts'
import { readStaticList } from '../static-list.ts'

/** Articles, and documents that an editor put into the list as they are. */
const article = /\/t\d{8}_\d+\.s?html?$|\/t\d{5,}\.s?html?$|\/P0\d{10,}\.(?:pdf|docx?|xlsx?)$/i
const bodies = '.TRS_Editor, .trs_editor_view, .trs_paper_default, #zoom'
const marks = [
  /\b(?:TRS_Editor|trs_editor_view|trs_paper_default)\b/,
  /createPageHTML\s*\(\s*(?:\d|countPage\b)/,
  /\bP0\d{12,}\.(?:pdf|docx?|xlsx?|jpg|png)\b/,
]

export const family: CmsFamily = {
  name: 'trs',
  label: '拓尔思 TRS WCM',
  options: {},
  interfaces: [],
  columnOf: (url) =>
    article.test(url) ? new URL(/\/\d{6}\/[^/]+$/.test(url) ? '../' : './', url).href : null,
  detect: (page) => scoreMarks(page, marks, /\/t\d{8}_\d+(?:_wap)?\.s?html?/),
  /** A mobile twin, …_wap.html, has no article's shape: it is dropped by name. */
  list: (page) => readStaticList(page, { isArticle: (url) => article.test(url), bodies }),
}
