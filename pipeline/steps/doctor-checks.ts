/** What `gouji doctor` looks at: one check a thing that a night needs, each with the command that mends it. */
import { execFile } from 'node:child_process'
import { open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openWhole } from '../../crawlers/archive-whole.ts'
import { browserRemedy, browserVariable, findBrowser } from '../../crawlers/browser-finding.ts'
import { loadFamilies } from '../../crawlers/families.ts'
import { loadSites } from '../../crawlers/site-files.ts'
import { probeDriver } from '../../warehouse/open.ts'
import { isAbsent } from '../absent.ts'
import type { Effects } from '../effects.ts'
import { Stop } from '../exit.ts'
import { openRedis } from '../queue/redis.ts'
import { readManifest, runsIn, stampOf } from '../run-log.ts'
import type { Settings } from '../settings.ts'
import type { Workspace } from '../workspace.ts'

/** What a check found. `warn`: a night runs, but not as it should; `bad`: it does not run, or must not. */
export interface Diagnosis {
  state: 'good' | 'warn' | 'bad'
  found: string
  /** The command, or the words, that mend it; null where nothing need be mended. */
  remedy: string | null
}

/** What the checks look at. Settings are null where config.yaml has faults. */
export interface Patient {
  workspace: Workspace
  settings: Settings | null
  effects: Pick<Effects, 'now'>
  environment: Readonly<Record<string, string | undefined>>
}

/** One thing to look at. */
export interface Check {
  name: string
  look: (patient: Patient) => Promise<Diagnosis>
}

const run = promisify(execFile)
const gigabyte = 1024 ** 3
const good = (found: string): Diagnosis => ({ state: 'good', found, remedy: null })
const warn = (found: string, remedy: string): Diagnosis => ({ state: 'warn', found, remedy })
const bad = (found: string, remedy: string): Diagnosis => ({ state: 'bad', found, remedy })

/** The oldest Node that package.json allows. */
const oldestNode = [20, 19] as const

function lookAtNode(): Promise<Diagnosis> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const old = major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])
  const found = `${process.version}（${process.platform} ${process.arch}）`
  return Promise.resolve(
    old ? bad(found, `安装 Node.js ${oldestNode.join('.')} 或更新的版本：https://nodejs.org/`) : good(found),
  )
}

async function lookAtDriver(): Promise<Diagnosis> {
  const version = await probeDriver()
  return good(`DuckDB ${version}`)
}

async function lookAtBrowser({ settings, environment }: Patient): Promise<Diagnosis> {
  if (settings?.crawl.browser === false) return good('设置为不使用浏览器（crawl.browser: false）')
  const path = await findBrowser(environment[browserVariable])
  if (path === null) return warn('没有浏览器：要靠脚本显示的页面会列为取不到', browserRemedy)
  const { stdout } = await run(path, ['--version'], { timeout: 20_000 })
  return good(`${stdout.trim()}（${path}）`)
}

async function lookAtFonts(): Promise<Diagnosis> {
  const remedy = 'apt-get install -y fontconfig fonts-wqy-zenhei'
  try {
    const { stdout } = await run('fc-list', [':lang=zh', 'family'], { timeout: 20_000 })
    const families = [...new Set(stdout.split('\n').filter((line) => line !== ''))]
    return families.length > 0
      ? good(`${families.length} 种中文字体，如 ${families[0] ?? ''}`)
      : warn('没有中文字体：打印与截图中的汉字会成方框', remedy)
  } catch (error) {
    if (isAbsent(error)) return warn('没有 fc-list，看不出有没有中文字体', remedy)
    throw error
  }
}

/** The nearest folder that exists, for a workspace that has not been made yet. */
async function standingFolder(folder: string): Promise<string> {
  try {
    await stat(folder)
    return folder
  } catch (error) {
    if (!isAbsent(error)) throw error
    return standingFolder(join(folder, '..'))
  }
}

async function lookAtDisk({ workspace }: Patient): Promise<Diagnosis> {
  const { bavail, bsize } = await statfs(await standingFolder(workspace.folder))
  const free = (bavail * bsize) / gigabyte
  const found = `剩余 ${free.toFixed(1)} GB`
  const remedy = `gouji gc -w ${workspace.folder} --keep 2；仍不够时扩大 ${workspace.folder} 所在的磁盘`
  return free < 0.2 ? bad(found, remedy) : free < 2 ? warn(found, remedy) : good(found)
}

function lookAtMemory(): Promise<Diagnosis> {
  const all = totalmem() / gigabyte
  const found = `${all.toFixed(1)} GB`
  return Promise.resolve(
    all < 1 ? warn(found, '至少 1 GB 内存；较小的机器上设 crawl.browser: false') : good(found),
  )
}

async function lookAtClock({ workspace, effects }: Patient): Promise<Diagnosis> {
  const now = effects.now()
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const newest = (await runsIn(workspace.runs))[0]
  const manifest = newest === undefined ? null : await readManifest(workspace.runs, newest)
  const last = manifest?.ended_at ?? manifest?.started_at
  const remedy = 'timedatectl set-ntp true'
  if (now.getUTCFullYear() < 2024) return bad(`系统时间是 ${now.toISOString()}，显然不对`, remedy)
  if (last !== undefined && Date.parse(last) > now.getTime() + 60_000)
    return bad(`系统时间 ${now.toISOString()} 早于最近一次运行 ${last}：时钟倒退了`, remedy)
  return good(`${now.toISOString()}（时区 ${zone}；时限一律按北京时间）`)
}

function lookAtProxy({ environment }: Patient): Promise<Diagnosis> {
  const set = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY']
    .flatMap((name) => [name, name.toLowerCase()])
    .filter((name) => (environment[name] ?? '') !== '')
  return Promise.resolve(
    set.length === 0
      ? good('没有设置代理；直接连接')
      : warn(
          `设置了 ${set.join('、')}，但采集一律直接连接，不经代理`,
          '只能经代理上网的机器无法采集：请在防火墙放行本机对站点 80、443 端口的访问',
        ),
  )
}

async function lookAtRights({ workspace }: Patient): Promise<Diagnosis> {
  const remedy = `chown -R "$(id -un)" ${workspace.folder} && chmod -R u+rwX ${workspace.folder}`
  const folder = await standingFolder(workspace.folder)
  const probe = join(folder, `.doctor-${process.pid}`)
  try {
    const handle = await open(probe, 'wx')
    await handle.sync()
    await handle.close()
    await rename(probe, `${probe}.moved`)
    await rm(`${probe}.moved`)
    return good(`${folder} 可以写入`)
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      return bad(`${folder} 不能写入（${String(error.code)}）`, remedy)
    throw error
  }
}

async function lookAtArchive({ workspace, effects }: Patient): Promise<Diagnosis> {
  const names = await readdir(workspace.archive).catch((error: unknown): string[] => {
    if (isAbsent(error)) return []
    throw error
  })
  if (names.length === 0) return good('还没有存档')
  const settings = { verify: 'last', aside_stamp: stampOf(effects.now()) } as const
  const archive = await openWhole(workspace.archive, settings)
  try {
    const faults = [...archive.faults, ...archive.damaged.map(({ url }) => `最后一页受损：${url}`)]
    return faults.length === 0
      ? good(`${archive.rows().length} 个页面，首尾相符`)
      : warn(faults.join('；'), `gouji verify -w ${workspace.folder}；有受损的从备份恢复`)
  } finally {
    await archive.close()
  }
}

function lookAtContact({ settings, workspace }: Patient): Promise<Diagnosis> {
  if (settings === null) return Promise.resolve(bad('config.yaml 有误，见“设置”', '改正所列各行'))
  const { contact } = settings.crawl
  return Promise.resolve(
    contact === undefined || contact === ''
      ? bad('没有填写联系方式，不能采集', `在 ${workspace.config} 写 crawl.contact（网址或邮箱）`)
      : good(contact),
  )
}

async function lookAtSites({ workspace }: Patient): Promise<Diagnosis> {
  const { sites, faults } = await loadSites(workspace.sites, await loadFamilies()).catch((error: unknown) => {
    if (isAbsent(error)) return { sites: [], faults: [] }
    throw error
  })
  if (faults.length > 0)
    return bad(
      faults.map(({ file, line, message }) => `${file}:${line} ${message}`).join('；'),
      faults[0]?.remedy ?? '改正所列各行',
    )
  const unverified = sites.filter(({ verified }) => !verified).length
  if (sites.length === 0)
    return warn(
      '还没有自己的站点文件',
      '起草一个：gouji new site <栏目网址> --write；或用 --county 指定随附的县',
    )
  return unverified === 0
    ? good(`${sites.length} 个站点`)
    : warn(
        `${sites.length} 个站点，其中 ${unverified} 个尚未与实际网站核对`,
        '与网页核对 gouji plan 的结果，再把 verified 改为 true',
      )
}

async function lookAtQueue({ settings }: Patient): Promise<Diagnosis> {
  if (settings?.queue === undefined) return good('没有设置，任务都在本进程里做')
  try {
    const redis = await openRedis(settings.queue, { gone: () => undefined, back: () => undefined })
    redis.disconnect()
    return good(`${settings.queue} 有回答`)
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    const [found = '', remedy = ''] = error.message.split(/(?<=。)/)
    return bad(found, remedy)
  }
}

/** Everything that is looked at, in the order in which it is told. Settings are looked at before all of them. */
export const checks: readonly Check[] = [
  { name: 'Node.js', look: lookAtNode },
  { name: '数据库', look: lookAtDriver },
  { name: '浏览器', look: lookAtBrowser },
  { name: '中文字体', look: lookAtFonts },
  { name: '磁盘', look: lookAtDisk },
  { name: '内存', look: lookAtMemory },
  { name: '时钟', look: lookAtClock },
  { name: '代理', look: lookAtProxy },
  { name: '写权限', look: lookAtRights },
  { name: '证据库', look: lookAtArchive },
  { name: '联系方式', look: lookAtContact },
  { name: '站点文件', look: lookAtSites },
  { name: '队列', look: lookAtQueue },
]
