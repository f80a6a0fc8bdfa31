/** First drafts of what people add to the program itself: a CMS family, an audit rule, a view, a golden page. Pure. */

/** One file of a draft. */
export interface DraftFile {
  /** Path in the source tree. */
  path: string
  text: string
}

/** A draft: its files, and what is left for a person to do, Chinese. */
export interface Draft {
  files: readonly DraftFile[]
  left: readonly string[]
}

/** What a name of one kind must look like, and the draft of it. */
export interface DraftKind {
  /** Chinese: what a name looks like. */
  hint: string
  name: RegExp
  draft: (name: string) => Draft
}

const familyDraft = (name: string): Draft => ({
  files: [
    {
      path: `crawlers/cms/${name}.ts`,
      text: `/** ${name}: what its lists and articles look like, and by what it is known. */
import { scoreMarks, type CmsFamily } from '../cms.ts'
import { readStaticList } from '../static-list.ts'

const article = /\\/art_\\d+\\.html$/
const bodies = '#content'
const marks = [/${name}/i]

export const family: CmsFamily = {
  name: '${name}',
  label: '${name}',
  options: {},
  interfaces: [],
  detect: (page) => scoreMarks(page, marks, article),
  list: (page) => readStaticList(page, { isArticle: (url) => article.test(url), bodies }),
}
`,
    },
    {
      path: `tests/fixtures/lists/${name}/first-page.html`,
      text: `<!-- mess: the first page of a list, as ${name} writes it -->
<html><body><ul><li><a href="/art_1.html">石门镇2023年政府信息公开工作年度报告</a><span>2024-01-20</span></li></ul></body></html>
`,
    },
    {
      path: `tests/fixtures/lists/${name}/first-page.json`,
      text: `${JSON.stringify(
        {
          url: 'http://www.example.gov.cn/list.html',
          kind: 'list',
          items: [
            {
              url: 'http://www.example.gov.cn/art_1.html',
              title: '石门镇2023年政府信息公开工作年度报告',
              date: '2024-01-20',
            },
          ],
          next: [],
          total: null,
          pages: null,
        },
        null,
        2,
      )}
`,
    },
  ],
  left: [
    '照真实列表页的写法改写样例网页，不要复制网页内容',
    '改写 detect 的标记与 list 的读法',
    'npx vitest run tests/crawlers/families.test.ts',
  ],
})

const ruleDraft = (code: string): Draft => ({
  files: [
    {
      path: `pipeline/audit/rules/${code.toLowerCase()}.ts`,
      text: `import type { ReportRule } from '../rule.ts'
import { reportRule } from '../shapes/report.ts'
import { broken, kept, notApplicable } from '../verdicts.ts'
import { say } from '../wording.ts'

/** Why this must hold. */
export const rule: ReportRule = reportRule({
  code: '${code}',
  severity: 'W',
  title: '应当成立的关系',
  basis: '依据的文件与条款',
  judge: ({ report }) => {
    if (report.title === null) return notApplicable('没有标题')
    return report.title.includes('年度报告') ? kept() : broken(say('${code}', { title: report.title }))
  },
  examples: [
    {
      name: '相符的一例',
      report: { title: '石门镇2023年政府信息公开工作年度报告' },
      expect: { check: '${code}', verdict: 'kept' },
    },
    {
      name: '不符的一例',
      report: { title: '石门镇2023年政府信息公开工作总结' },
      expect: { check: '${code}', verdict: 'broken' },
    },
    {
      name: '不适用的一例',
      report: { title: null },
      expect: { check: '${code}', verdict: 'not_applicable' },
    },
  ],
})
`,
    },
  ],
  left: [
    `在 pipeline/audit/wordings.ts 加一行审计表述：'${code}': '标题为“{title}”，……。'`,
    '写明关系、依据与例子；只有各数都读出时才说“不符”',
    'npx vitest run tests/pipeline/audit',
  ],
})

const viewDraft = (name: string): Draft => ({
  files: [
    {
      path: `dashboards/views/${name}.ts`,
      text: `/** ${name}: the question that this page answers. */
import { html } from 'hono/html'
import { z } from 'zod'
import { defineView } from '../view.ts'

const row = z.object({ site_name: z.string(), reports: z.number() })

export default defineView<object, { rows: z.infer<typeof row> }>({
  path: '/${name}',
  menu: null,
  label: '${name}',
  title: '${name}',
  question: '这一页回答什么问题？',
  columns: [
    { name: 'site_name', label: '县' },
    { name: 'reports', label: '报告', unit: '份' },
  ],
  read: () => ({}),
  queries: () => ({
    rows: {
      sql: 'SELECT site_name, count(*) AS reports FROM mart_revisions WHERE current GROUP BY site_name ORDER BY site_name',
      values: {},
      row,
    },
  }),
  draw: ({ rows }) => ({
    title: '${name}',
    body: html\`<ul>\${rows.map((one) => html\`<li>\${one.site_name} \${one.reports}</li>\`)}</ul>\`,
  }),
})
`,
    },
  ],
  left: [
    `在 dashboards/registry.ts 加一行：export { default as ${name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())} } from './views/${name}.ts'`,
    '只查询 mart_*；要进菜单时写 menu',
    'npx vitest run tests/dashboards/views.test.ts',
  ],
})

const fixtureDraft = (name: string): Draft => ({
  files: [
    {
      path: `tests/fixtures/pages/${name}/page.html`,
      text: `<!-- mess: say here in one line what is wrong with this page -->
<html>
  <head><title>石门镇2023年政府信息公开工作年度报告</title></head>
  <body>
    <h1>石门镇2023年政府信息公开工作年度报告</h1>
    <p>一、总体情况</p>
    <p>2023年主动公开政府信息12条。</p>
  </body>
</html>
`,
    },
  ],
  left: [
    '写出最小的、读错了的网页（60 行以内，自己写，不复制），第一行写明毛病',
    'npx vitest run tests/parsers/golden.test.ts：先失败一次，看过 expected.json.new 后改名',
  ],
})

/** What can be drafted besides a site file. */
export const draftKinds: Readonly<Record<string, DraftKind>> = {
  family: { hint: '小写字母开头，如 exampleshow', name: /^[a-z][a-z0-9_]*$/, draft: familyDraft },
  rule: { hint: '代码，如 ZZZ-01', name: /^[A-Z]{3}-\d{2}$/, draft: ruleDraft },
  view: { hint: '小写英文与连字符，如 late-reports', name: /^[a-z][a-z-]*$/, draft: viewDraft },
  fixture: { hint: '小写英文与连字符，如 header-cut-twice', name: /^[a-z][a-z0-9-]*$/, draft: fixtureDraft },
}
