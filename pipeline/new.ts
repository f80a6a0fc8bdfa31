/** `gouji new`: first drafts of the files that people add, a county's site file from one of its pages among them. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { ListPage } from '../crawlers/cms.ts'
import { draftSite } from '../crawlers/draft.ts'
import { loadFamilies } from '../crawlers/families.ts'
import { openListPage } from '../crawlers/list-page.ts'
import { siteJsonSchema } from '../crawlers/site-schema.ts'
import { siteSchema } from '../crawlers/site.ts'
import { describeAnswer, listAnswer, openVisit } from '../crawlers/visit.ts'
import { rules } from './audit/catalogue.ts'
import { packSchema } from './audit/pack.ts'
import type { Context } from './context.ts'
import { draftKinds, draftPart } from './drafts.ts'
import { Stop } from './exit.ts'
import { digestSchema } from './record/digest.ts'
import { runEventSchema } from './record/events.ts'
import { settingsSchema } from './settings.ts'
import { crawlSettings } from './crawler.ts'
import { isAbsent } from './workspace.ts'

/** What the person at the terminal gave. */
export interface NewSiteOptions {
  /** A column or an article of the county. */
  url: string
  /** A saved copy of that page, to be read in place of asking the site; null to ask. */
  file: string | null
  /** True to write the draft into the workspace, false to print it. */
  write: boolean
}

async function savedPage(file: string, url: string): Promise<ListPage> {
  try {
    const opened = openListPage(url, await readFile(file), null)
    if ('page' in opened) return opened.page
    throw new Stop('usage', `${file}：${opened.fault}。请另存网页源代码后再试。`)
  } catch (error) {
    if (isAbsent(error)) throw new Stop('usage', `没有文件 ${file}。`)
    throw error
  }
}

/** Asks the site for one page, with all manners; the site is not registered yet, so only its own host may be reached. */
async function askedPage({ settings, effects, workspace }: Context, url: string): Promise<ListPage> {
  const { host, protocol } = new URL(url)
  const visit = openVisit({
    site: siteSchema.parse({
      code: '000000',
      name: host,
      verified: false,
      source: url,
      schemes: [protocol.slice(0, -1)],
      hosts: [host],
      entries: [{ family: 'generic', url }],
      publishers: [{ code: '000000000000', name: host, kind: 'government' }],
      years: { from: 2008 },
    }),
    families: [],
    settings: crawlSettings({ settings, workspace }),
    now: effects.now,
    sleep: effects.sleep,
    random: effects.random,
    onEvent: (event) => {
      if (event.type === 'obstacle') effects.log(`${event.detail}　${event.url}`)
    },
  })
  try {
    const answer = await visit.ask(url)
    if (answer.kind === 'unchanged') throw new Stop('partial', `${url}：网站对首次请求返回 304。`)
    if (answer.kind !== 'fetched')
      throw new Stop(
        'partial',
        `${url} 取不到：${describeAnswer(answer)}。可在浏览器中另存该网页，再用 --file 起草。`,
      )
    const opened = listAnswer(answer.snapshot.url, answer.snapshot)
    if ('page' in opened) return opened.page
    throw new Stop('partial', `${url}：${opened.fault}。`)
  } finally {
    await visit.close()
  }
}

/** Drafts a site file and prints it, or writes it into the workspace where no file of that name stands. */
export async function newSite(context: Context, { url, file, write }: NewSiteOptions): Promise<void> {
  const { effects, workspace } = context
  const address = URL.canParse(url) ? new URL(url) : null
  if (address === null || !/^https?:$/.test(address.protocol))
    throw new Stop('usage', `“${url}”不是网址；应写作 http://www.example.gov.cn/…`)
  address.hash = ''
  const page = file === null ? await askedPage(context, address.href) : await savedPage(file, address.href)
  const draft = draftSite(page, await loadFamilies(), effects.now())
  if (!write) return effects.print(draft.yaml.trimEnd())
  const path = join(workspace.sites, `${new URL(page.url).host.replace(/[^\w.-]/g, '-')}.yaml`)
  await mkdir(workspace.sites, { recursive: true })
  await writeNew(path, draft.yaml)
  effects.print(path)
  effects.log(`已识别为 ${draft.family}。改正标有“待核实”的各行后，用 gouji plan 查看将要访问的栏目与报告。`)
}

/** The kinds of files whose shape editors and receivers may want to know, each with its JSON Schema. */
const schemas: Readonly<Record<string, () => Record<string, unknown>>> = {
  site: siteJsonSchema,
  settings: () => describeSchema(settingsSchema, 'gouji config.yaml'),
  rules: () => describeSchema(packSchema(rules.map(({ code }) => code)), 'gouji rule pack'),
  event: () => describeSchema(runEventSchema, 'one line of events.jsonl'),
  digest: () => describeSchema(digestSchema, 'gouji digest.json'),
}

/** JSON Schema of a file as a person writes it: defaults may be left out. What a schema cannot say is left open. */
function describeSchema(schema: z.ZodType, title: string): Record<string, unknown> {
  return { ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), title }
}

/** Prints the JSON Schema of a kind of file. */
export function printSchema(kind: string, print: (line: string) => void): void {
  const schema = schemas[kind]
  if (schema === undefined)
    throw new Stop('usage', `没有“${kind}”的模式；可用：${Object.keys(schemas).join('、')}`)
  print(JSON.stringify(schema(), null, 2))
}

const sources = fileURLToPath(new URL('../', import.meta.url))

/** Drafts a part of the program: prints its files, or writes those that are not there yet into the source tree. */
export async function newPart(
  kind: string,
  name: string,
  write: boolean,
  { print, log }: Pick<Context['effects'], 'print' | 'log'>,
): Promise<void> {
  const known = draftKinds[kind]
  if (known === undefined)
    throw new Stop('usage', `不能起草“${kind}”；可用：site、${Object.keys(draftKinds).join('、')}`)
  if (!known.name.test(name)) throw new Stop('usage', `“${name}”不是 ${kind} 的名称：应为${known.hint}`)
  const { files, left } = await draftPart(known, name)
  for (const { path, text } of files) {
    if (!write) print(`── ${path}\n${text.trimEnd()}`)
    else {
      await mkdir(dirname(join(sources, path)), { recursive: true })
      await writeNew(join(sources, path), text)
      print(path)
    }
  }
  for (const [at, words] of left.entries()) log(`${at + 1}. ${words}`)
  if (!write) log('加 --write 写入源代码文件夹。')
}

/** Writes a file that must not be there yet. */
async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new Stop('usage', `${path} 已经存在；请先移走或改名。`)
    throw error
  }
}
