/** First drafts of what people add to the program itself: a CMS family, an audit rule, a view, a golden page. */
import { readFile } from 'node:fs/promises'

/** One file of a draft. */
export interface DraftFile {
  /** Path in the source tree. */
  path: string
  text: string
}

/** What can be drafted. `{name}` stands for the name, `{file}` for the name in small letters, `{camel}` without hyphens. */
interface DraftKind {
  /** Chinese: what a name looks like. */
  hint: string
  name: RegExp
  /** Path in the source tree, and the file of drafts/ that is its first form. */
  files: readonly (readonly [path: string, form: string])[]
  /** What is left for a person to do, Chinese. */
  left: readonly string[]
}

/** What can be drafted besides a site file. */
export const draftKinds: Readonly<Record<string, DraftKind>> = {
  family: {
    hint: '小写字母开头，如 exampleshow',
    name: /^[a-z][a-z0-9_]*$/,
    files: [
      ['crawlers/cms/{file}.ts', 'family.ts.txt'],
      ['tests/fixtures/lists/{file}/first-page.html', 'family-list.html.txt'],
      ['tests/fixtures/lists/{file}/first-page.json', 'family-list.json.txt'],
    ],
    left: [
      '照真实列表页的写法改写样例网页，不要复制网页内容',
      '改写 detect 的标记与 list 的读法',
      'npx vitest run tests/crawlers/families.test.ts',
    ],
  },
  rule: {
    hint: '代码，如 ZZZ-01',
    name: /^[A-Z]{3}-\d{2}$/,
    files: [['pipeline/audit/rules/{file}.ts', 'rule.ts.txt']],
    left: [
      "在 pipeline/audit/wordings.ts 加一行审计表述：'{name}': '标题为“{title}”，……。'",
      '写明关系、依据与例子；只有各数都读出时才说“不符”',
      'npx vitest run tests/pipeline/audit',
    ],
  },
  view: {
    hint: '小写英文与连字符，如 late-reports',
    name: /^[a-z][a-z-]*$/,
    files: [['dashboards/views/{file}.ts', 'view.ts.txt']],
    left: [
      "在 dashboards/registry.ts 加一行：export { default as {camel} } from './views/{file}.ts'",
      '只查询 mart_*；要进菜单时写 menu',
      'npx vitest run tests/dashboards/views.test.ts',
    ],
  },
  fixture: {
    hint: '小写英文与连字符，如 header-cut-twice',
    name: /^[a-z][a-z0-9-]*$/,
    files: [['tests/fixtures/pages/{file}/page.html', 'fixture.html.txt']],
    left: [
      '写出最小的、读错了的网页（60 行以内，自己写，不复制），第一行写明毛病',
      'npx vitest run tests/parsers/golden.test.ts：先失败一次，看过 expected.json.new 后改名',
    ],
  },
}

/** Puts a name into a text of a draft. */
function named(text: string, name: string): string {
  const camel = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  return text.replaceAll('{name}', name).replaceAll('{file}', name.toLowerCase()).replaceAll('{camel}', camel)
}

/** The draft of a kind under a name: its files, and what is left to do. */
export async function draftPart(
  { files, left }: DraftKind,
  name: string,
): Promise<{ files: DraftFile[]; left: string[] }> {
  const written = files.map(async ([path, form]) => ({
    path: named(path, name),
    text: named(await readFile(new URL(`drafts/${form}`, import.meta.url), 'utf8'), name),
  }))
  return { files: await Promise.all(written), left: left.map((words) => named(words, name)) }
}
